package io.mortise.server.credentials.apps;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.MetadataClient;
import io.mortise.runtime.oauth.ServerMetadata;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RateLimit;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the addresses of an authorization server, so that its issuer is enough to enter. */
@Component
public class IssuerLookup {
  private static final String AUTHORIZE_URL = "authorizeUrl";
  private static final String TOKEN_URL = "tokenUrl";
  private static final String POINTER = "/fields/" + OAuthGrant.ISSUER;

  private final MetadataClient client;
  private final RateLimit limit = new RateLimit(60);

  IssuerLookup(MetadataClient client) {
    this.client = client;
  }

  /**
   * The values with the addresses that the issuer names. Addresses that were entered stay.
   *
   * @throws InvalidRequest if there is an issuer, no address, and no metadata
   */
  public Map<String, Object> completed(
      Principal principal, AuthMethod method, Map<String, Object> entered) {
    boolean asks =
        method.oauth().isPresent()
            && method.field(OAuthGrant.ISSUER).isPresent()
            && present(entered, OAuthGrant.ISSUER)
            && !present(entered, TOKEN_URL)
            && !present(entered, AUTHORIZE_URL);
    if (!asks) {
      return entered;
    }
    limit.take(principal.id().toString());
    ServerMetadata found = found(String.valueOf(entered.get(OAuthGrant.ISSUER)).strip());
    var completed = new LinkedHashMap<>(entered);
    completed.put(OAuthGrant.ISSUER, found.issuer());
    completed.put(TOKEN_URL, found.tokenEndpoint().toString());
    if (method.field(AUTHORIZE_URL).isPresent()) {
      completed.put(
          AUTHORIZE_URL,
          found
              .authorizationEndpoint()
              .map(URI::toString)
              .orElseThrow(
                  () ->
                      new InvalidRequest(
                          POINTER, "This server names no address where a person agrees.")));
    }
    return completed;
  }

  /** Whether an answer without an issuer is not one of this issuer's (RFC 9207, section 2.4). */
  public boolean requiresIssuerInAnswer(String issuer) {
    try {
      return client.find(URI.create(issuer)).map(ServerMetadata::namesIssuer).orElse(false);
    } catch (ServiceFailed e) {
      // The exchange goes to the same server, and says so if it is gone.
      return false;
    }
  }

  /** Where the issuer's server revokes tokens; empty if it says none, or does not answer. */
  public Optional<URI> revocationEndpoint(String issuer) {
    try {
      return client.find(URI.create(issuer)).flatMap(ServerMetadata::revocationEndpoint);
    } catch (ServiceFailed e) {
      return Optional.empty();
    }
  }

  private ServerMetadata found(String issuer) {
    try {
      return client
          .find(address(issuer))
          .orElseThrow(
              () ->
                  new InvalidRequest(
                      POINTER,
                      "No metadata of this issuer was found there. Check the address, or enter the"
                          + " addresses of the server below."));
    } catch (ServiceFailed e) {
      throw new InvalidRequest(POINTER, e.what() + " Enter the addresses below instead.");
    }
  }

  private static URI address(String issuer) {
    return parsed(issuer)
        .filter(uri -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        .filter(
            uri ->
                uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    POINTER, "An issuer is an address such as https://login.example.com."));
  }

  private static Optional<URI> parsed(String issuer) {
    try {
      return Optional.of(new URI(issuer));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean present(Map<String, ? extends @Nullable Object> values, String name) {
    return values.get(name) instanceof String text && !text.isBlank();
  }
}
