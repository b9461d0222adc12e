package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.oauth.ClientAuthentication;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.TokenCall;
import io.mortise.runtime.oauth.TokenClient;
import io.mortise.server.credentials.store.SealedDocument;
import java.net.URI;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Asks for a token with what a document holds. */
@Component
public class TokenFetcher {
  private final TokenClient client;

  TokenFetcher(TokenClient client) {
    this.client = client;
  }

  /**
   * A new token, which is not stored.
   *
   * @throws io.mortise.runtime.oauth.TokenRefused if the service issues none
   * @throws io.mortise.runtime.net.ServiceFailed if it does not answer
   */
  public IssuedToken fetch(SealedDocument document) {
    Fields fields = document.fields();
    return client.request(
        new TokenCall(
            URI.create(Objects.requireNonNull(document.tokenEndpoint(), "no token endpoint")),
            fields
                .text(OAuthGrant.AUTHENTICATION)
                .flatMap(ClientAuthentication::parse)
                .orElse(ClientAuthentication.BASIC),
            fields.text(OAuthGrant.CLIENT_ID).orElse(""),
            fields.secret(OAuthGrant.CLIENT_SECRET).orElse(null),
            fields.lines(OAuthGrant.SCOPES),
            fields.text(OAuthGrant.AUDIENCE).orElse(null)));
  }
}
