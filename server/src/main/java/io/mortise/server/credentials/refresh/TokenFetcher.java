package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.OAuthClient;
import io.mortise.runtime.oauth.Revocation;
import io.mortise.runtime.oauth.TokenCall;
import io.mortise.runtime.oauth.TokenClient;
import io.mortise.runtime.oauth.TokenGrant;
import io.mortise.runtime.oauth.TokenRefused;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.apps.AppClients;
import io.mortise.server.credentials.apps.AppUnusable;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Asks for tokens with what a document holds. */
@Component
public class TokenFetcher {
  private final TokenClient client;
  private final AppClients apps;
  private final Connectors connectors;

  TokenFetcher(TokenClient client, AppClients apps, Connectors connectors) {
    this.connectors = connectors;
    this.client = client;
    this.apps = apps;
  }

  /**
   * A new token for the client itself, which is not stored.
   *
   * @throws io.mortise.runtime.oauth.TokenRefused if the service issues none
   * @throws io.mortise.runtime.net.ServiceFailed if it does not answer
   * @throws AppUnusable if the client comes from an OAuth app that cannot be used
   */
  public IssuedToken fetch(OrganizationId organization, SealedDocument document) {
    Fields fields = document.fields();
    return fetch(
        organization,
        document,
        new TokenGrant.ClientCredentials(
            fields.lines(OAuthGrant.SCOPES), fields.text(OAuthGrant.AUDIENCE).orElse(null)));
  }

  /** The same for what the client shows. */
  IssuedToken fetch(OrganizationId organization, SealedDocument document, TokenGrant grant) {
    var endpoint = URI.create(Objects.requireNonNull(document.tokenEndpoint(), "no endpoint"));
    return asked(
        organization,
        document,
        shown -> client.request(new TokenCall(endpoint, shown, grant, dialect(document))));
  }

  /**
   * Ends an authorization at the service.
   *
   * @param endpoint of the host of the sealed token endpoint, because it gets the client's secret
   */
  void revoke(OrganizationId organization, SealedDocument document, URI endpoint, Secret token) {
    asked(
        organization,
        document,
        shown -> {
          client.revoke(new Revocation(endpoint, shown, token));
          return token;
        });
  }

  private <T> T asked(
      OrganizationId organization, SealedDocument document, Function<OAuthClient, T> question) {
    UUID app = document.app();
    return app == null
        ? question.apply(client(document.fields()))
        : askedByApp(organization, new OAuthAppId(app), document, question);
  }

  /** Secrets of an app may overlap, so that a service which refuses one is shown the next. */
  private <T> T askedByApp(
      OrganizationId organization,
      OAuthAppId app,
      SealedDocument document,
      Function<OAuthClient, T> question) {
    try (var opened = apps.open(organization, app, document)) {
      try {
        T answer = firstAccepted(opened.clients(), question);
        apps.accepted(opened.app());
        return answer;
      } catch (TokenRefused refused) {
        if (refused.reason() == TokenRefused.Cause.CLIENT) {
          apps.refused(opened.app());
        }
        throw refused;
      }
    }
  }

  private static <T> T firstAccepted(List<Fields> clients, Function<OAuthClient, T> question) {
    for (var fields : clients.subList(0, clients.size() - 1)) {
      try {
        return question.apply(client(fields));
      } catch (TokenRefused refused) {
        if (refused.reason() != TokenRefused.Cause.CLIENT) {
          throw refused;
        }
      }
    }
    return question.apply(client(clients.getLast()));
  }

  /** By the connector as it is now: it says how an answer is read, and not where anything goes. */
  private TokenDialect dialect(SealedDocument document) {
    return connectors
        .catalogue()
        .find(document.connector())
        .flatMap(connector -> connector.method(document.method()))
        .flatMap(AuthMethod::oauth)
        .map(OAuthGrant::dialect)
        .orElse(TokenDialect.STANDARD);
  }

  private static OAuthClient client(Fields fields) {
    return new OAuthClient(
        fields.text(OAuthGrant.CLIENT_ID).orElse(""),
        fields.secret(OAuthGrant.CLIENT_SECRET).orElse(null),
        fields
            .secret(OAuthGrant.PRIVATE_KEY)
            .map(pem -> new OAuthClient.Key(pem, fields.text(OAuthGrant.KEY_ID).orElse(null)))
            .orElse(null),
        fields
            .text(OAuthGrant.AUTHENTICATION)
            .flatMap(ClientAuthentication::parse)
            .orElse(ClientAuthentication.BASIC));
  }
}
