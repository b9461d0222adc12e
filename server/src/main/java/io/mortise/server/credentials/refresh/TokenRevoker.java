package io.mortise.server.credentials.refresh;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.apps.IssuerLookup;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRepository.StoredToken;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.vault.CannotOpen;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Ends the authorization of an account at its service (RFC 7009). */
@Component
public class TokenRevoker {
  private final TokenRows rows;
  private final TokenSealer sealer;
  private final TokenFetcher fetcher;
  private final CredentialDocuments documents;
  private final Connectors connectors;
  private final IssuerLookup issuers;
  private final Clock clock;

  TokenRevoker(
      TokenRows rows,
      TokenSealer sealer,
      TokenFetcher fetcher,
      CredentialDocuments documents,
      Connectors connectors,
      IssuerLookup issuers,
      Clock clock) {
    this.clock = clock;
    this.rows = rows;
    this.sealer = sealer;
    this.fetcher = fetcher;
    this.documents = documents;
    this.connectors = connectors;
    this.issuers = issuers;
  }

  /** An account whose service can be asked. */
  public record Revocable(Credential credential, SealedDocument document, URI endpoint)
      implements AutoCloseable {
    @Override
    public void close() {
      document.fields().close();
    }
  }

  /**
   * @throws InvalidRequest if the service has no such endpoint
   */
  public Revocable open(Credential credential) {
    SealedDocument document = documents.open(credential);
    return endpoint(document)
        .map(endpoint -> new Revocable(credential, document, endpoint))
        .orElseThrow(
            () -> {
              document.fields().close();
              return new InvalidRequest(
                  "/id",
                  "This service cannot be asked to end the authorization. Revoke it on its own"
                      + " pages.");
            });
  }

  /**
   * Asks the service to end the authorization. Does nothing where there is no token any longer.
   *
   * @throws io.mortise.runtime.oauth.TokenRefused if the service refuses
   * @throws io.mortise.runtime.net.ServiceFailed if it does not answer
   */
  public void revoke(Revocable account) {
    Credential credential = account.credential();
    rows.find(credential.key(), credential.state().secretVersion())
        .flatMap(stored -> token(credential, stored))
        .ifPresent(
            token ->
                fetcher.revoke(
                    credential.organization(), account.document(), account.endpoint(), token));
  }

  /** Forgets the tokens, in the caller's transaction: a person has to authorize again. */
  public void forget(Credential credential) {
    rows.drop(credential.key());
    rows.requireAuthorization(
        credential.key(), credential.state().secretVersion(), clock.instant());
  }

  /** The refresh token where there is one: with it the whole authorization ends. */
  private Optional<Secret> token(Credential credential, StoredToken stored) {
    var place = TokenSealer.Place.of(credential.key(), stored.secretVersion(), stored.number());
    try {
      var opened = sealer.open(place, stored.sealed());
      Secret refreshToken = opened.refreshToken();
      return Optional.of(refreshToken == null ? opened.accessToken() : refreshToken);
    } catch (CannotOpen e) {
      return Optional.empty();
    }
  }

  /** The address is not sealed, so it must be of the host that is. */
  private Optional<URI> endpoint(SealedDocument document) {
    String sealed = document.tokenEndpoint();
    if (sealed == null) {
      return Optional.empty();
    }
    return named(document)
        .or(() -> document.fields().text(OAuthGrant.ISSUER).flatMap(issuers::revocationEndpoint))
        .filter(endpoint -> sameServer(endpoint, URI.create(sealed)));
  }

  private Optional<URI> named(SealedDocument document) {
    return connectors
        .catalogue()
        .find(document.connector())
        .flatMap(connector -> connector.method(document.method()))
        .flatMap(AuthMethod::oauth)
        .flatMap(OAuthGrant::revokeUrl)
        .flatMap(template -> template.fill(document.fields()))
        .map(URI::create);
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(other.getAuthority());
  }
}
