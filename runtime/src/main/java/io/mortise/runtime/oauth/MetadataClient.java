package io.mortise.runtime.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import io.mortise.runtime.auth.NoScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.call.CallAnswer;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.ServiceFailed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the addresses of an authorization server by its issuer. */
public final class MetadataClient {
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private final ConnectorCall call;

  public MetadataClient(ConnectorCall call) {
    this.call = call;
  }

  /**
   * @param issuer an address of http or https without a query
   * @return empty where the server publishes no metadata, or those of another issuer
   * @throws ServiceFailed if it does not answer
   */
  public Optional<ServerMetadata> find(URI issuer) {
    var path = withoutSlash(issuer.getRawPath() == null ? "" : issuer.getRawPath());
    var origin = URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority());
    // RFC 8414, section 3.1, puts the well-known part before the path; OpenID Connect appends it.
    return List.of(OAUTH + path, path + OPENID, OPENID + path).stream()
        .distinct()
        .map(place -> read(issuer, origin.resolve(place)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<ServerMetadata> read(URI issuer, URI place) {
    var host = HostAndPort.of(place);
    var request =
        new OutboundRequest(
            "GET", place, Map.of("Accept", List.of("application/json")), new byte[0]);
    var answer =
        call.send(request, new NoScheme(), Fields.none(), List.of(host.name() + ":" + host.port()));
    return answer.status() == 200 ? parsed(issuer, answer) : Optional.empty();
  }

  /** Metadata of another issuer would lead elsewhere (RFC 8414, section 3.3). */
  private static Optional<ServerMetadata> parsed(URI issuer, CallAnswer answer) {
    try {
      var metadata =
          AuthorizationServerMetadata.parse(new String(answer.body(), StandardCharsets.UTF_8));
      var named = metadata.getIssuer().getValue();
      boolean same = withoutSlash(named).equals(withoutSlash(issuer.toString()));
      return same && metadata.getTokenEndpointURI() != null
          ? Optional.of(
              new ServerMetadata(
                  named,
                  metadata.getTokenEndpointURI(),
                  Optional.ofNullable(metadata.getAuthorizationEndpointURI()),
                  Optional.ofNullable(metadata.getRevocationEndpointURI()),
                  metadata.supportsAuthorizationResponseIssuerParam()))
          : Optional.empty();
    } catch (ParseException notMetadata) {
      return Optional.empty();
    }
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
