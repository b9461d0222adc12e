package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.oauth.ClientAuthentication;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.OAuthClient;
import io.mortise.runtime.oauth.TokenCall;
import io.mortise.runtime.oauth.TokenClient;
import io.mortise.runtime.oauth.TokenGrant;
import io.mortise.server.credentials.store.SealedDocument;
import java.net.URI;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Asks for tokens with what a document holds. */
@Component
public class TokenFetcher {
  private final TokenClient client;

  TokenFetcher(TokenClient client) {
    this.client = client;
  }

  /**
   * A new token for the client itself, which is not stored.
   *
   * @throws io.mortise.runtime.oauth.TokenRefused if the service issues none
   * @throws io.mortise.runtime.net.ServiceFailed if it does not answer
   */
  public IssuedToken fetch(SealedDocument document) {
    Fields fields = document.fields();
    return fetch(
        document,
        new TokenGrant.ClientCredentials(
            fields.lines(OAuthGrant.SCOPES), fields.text(OAuthGrant.AUDIENCE).orElse(null)));
  }

  /** The same for what the client shows. */
  IssuedToken fetch(SealedDocument document, TokenGrant grant) {
    var endpoint = Objects.requireNonNull(document.tokenEndpoint(), "no token endpoint");
    return client.request(new TokenCall(URI.create(endpoint), client(document.fields()), grant));
  }

  private static OAuthClient client(Fields fields) {
    return new OAuthClient(
        fields.text(OAuthGrant.CLIENT_ID).orElse(""),
        fields.secret(OAuthGrant.CLIENT_SECRET).orElse(null),
        fields
            .text(OAuthGrant.AUTHENTICATION)
            .flatMap(ClientAuthentication::parse)
            .orElse(ClientAuthentication.BASIC));
  }
}
