package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.runtime.oauth.OAuthClient;
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
import java.util.Objects;
import java.util.UUID;
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
    UUID app = document.app();
    return app == null
        ? request(document, document.fields(), grant)
        : fetch(organization, new OAuthAppId(app), document, grant);
  }

  /** Secrets of an app may overlap, so that a service which refuses one is shown the next. */
  private IssuedToken fetch(
      OrganizationId organization, OAuthAppId app, SealedDocument document, TokenGrant grant) {
    apps.requireNotRefused(organization, app);
    var clients = apps.open(organization, app, document);
    try {
      for (var client : clients.subList(0, clients.size() - 1)) {
        try {
          return accepted(organization, app, request(document, client, grant));
        } catch (TokenRefused refused) {
          if (refused.reason() != TokenRefused.Cause.CLIENT) {
            throw refused;
          }
        }
      }
      return accepted(organization, app, request(document, clients.getLast(), grant));
    } catch (TokenRefused refused) {
      if (refused.reason() == TokenRefused.Cause.CLIENT) {
        apps.refused(organization, app);
      }
      throw refused;
    } finally {
      clients.forEach(Fields::close);
    }
  }

  private IssuedToken accepted(OrganizationId organization, OAuthAppId app, IssuedToken issued) {
    apps.accepted(organization, app);
    return issued;
  }

  private IssuedToken request(SealedDocument document, Fields client, TokenGrant grant) {
    var endpoint = Objects.requireNonNull(document.tokenEndpoint(), "no token endpoint");
    return this.client.request(
        new TokenCall(URI.create(endpoint), client(client), grant, dialect(document)));
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
