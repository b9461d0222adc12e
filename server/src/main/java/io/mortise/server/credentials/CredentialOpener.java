package io.mortise.server.credentials;

import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.server.credentials.TokenIds.Numbers;
import io.mortise.server.credentials.refresh.AccessToken;
import io.mortise.server.credentials.refresh.RefreshTerms;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.credentials.store.SealedDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens what is on the record: the sealed document, and the access token where the document names a
 * token endpoint.
 */
@Component
final class CredentialOpener {
  private final CredentialDocuments documents;
  private final TokenRefresher refresher;
  private final TokenIds tokens;

  CredentialOpener(CredentialDocuments documents, TokenRefresher refresher, TokenIds tokens) {
    this.documents = documents;
    this.refresher = refresher;
    this.tokens = tokens;
  }

  ResolvedCredential open(Usable usable, UseTerms terms) {
    var document = documents.open(usable);
    if (document.tokenEndpoint() == null) {
      Instant expiresAt = usable.credential().state().deadlines().expiresAt();
      return resolved(usable.credential(), document, document.fields(), 0, expiresAt, false);
    }
    try {
      AccessToken token = refresher.current(usable, refreshTerms(usable.credential(), terms));
      return resolved(
          usable.credential(),
          document,
          OAuthGrant.withToken(document.fields(), token.secret()),
          token.number(),
          token.expiresAt(),
          token.renewable());
    } finally {
      // The client's secrets are for the token endpoint; public fields are not wiped.
      OAuthGrant.closeClient(document.fields());
    }
  }

  private RefreshTerms refreshTerms(Credential credential, UseTerms terms) {
    String rejected = terms.rejected();
    Integer number =
        rejected == null
            ? null
            : tokens
                .read(credential.organization(), credential.id(), rejected)
                .filter(said -> said.version() == credential.state().secretVersion())
                .map(Numbers::token)
                .orElse(null);
    return new RefreshTerms(terms.patience(), number);
  }

  private ResolvedCredential resolved(
      Credential credential,
      SealedDocument document,
      Fields fields,
      int token,
      @Nullable Instant expiresAt,
      boolean renewable) {
    int version = credential.state().secretVersion();
    var numbers = new Numbers(version, token);
    return new ResolvedCredential(
        credential.id(),
        credential.name(),
        new ResolvedCredential.Method(
            document.connector(), document.method(), credential.service().type().wire()),
        new ResolvedCredential.Token(
            version,
            token,
            tokens.of(credential.organization(), credential.id(), numbers),
            expiresAt,
            renewable),
        fields,
        document.hosts());
  }
}
