package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.credentials.refresh.Handoffs;
import io.mortise.server.credentials.refresh.Handoffs.Connected;
import io.mortise.server.credentials.refresh.TokenRefresher;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.CredentialVersions;
import io.mortise.server.credentials.store.CredentialVersions.Fingerprint;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.DuplicateRows.Match;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.Refused;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;

/** Writes the sealed documents of credentials, always within a caller's transaction. */
@Component
class CredentialSecrets {
  private final CredentialSealer sealer;
  private final CredentialDocuments documents;
  private final CredentialVersions versions;
  private final DuplicateSecrets duplicates;
  private final CredentialWriter writer;
  private final CredentialRepository repository;
  private final TokenRefresher tokens;
  private final Handoffs handoffs;

  CredentialSecrets(
      CredentialSealer sealer,
      CredentialDocuments documents,
      CredentialVersions versions,
      DuplicateSecrets duplicates,
      CredentialWriter writer,
      CredentialRepository repository,
      TokenRefresher tokens,
      Handoffs handoffs) {
    this.tokens = tokens;
    this.handoffs = handoffs;
    this.sealer = sealer;
    this.documents = documents;
    this.versions = versions;
    this.duplicates = duplicates;
    this.writer = writer;
    this.repository = repository;
  }

  /** Seals a draft as a version. */
  void add(Principal principal, Credential.Key key, int version, Draft draft) {
    // Accounts of one client share its secret, and are still different accounts.
    byte[] hash =
        draft.needsPerson() ? null : sealer.duplicateHash(key.organization(), draft.fields());
    versions.insert(
        key,
        version,
        sealer.seal(key.organization(), key.id(), version, draft.document()),
        new Fingerprint(hash != null && duplicates.takeComparison(principal) ? hash : null),
        principal.id());
  }

  /** Puts on the audit log where else the secret of a new credential is; after it was saved. */
  void recordDuplicates(AuditedChange change, Principal principal, Credential.Key key) {
    recordDuplicates(change, principal, key, Set.of());
  }

  private void recordDuplicates(
      AuditedChange change, Principal principal, Credential.Key key, Set<Match> before) {
    repository
        .find(key.organization(), key.id())
        .ifPresent(saved -> duplicates.record(change, principal, saved, before));
  }

  /**
   * Seals what a copy takes over, as its version 0: where its secret will go is not for the row to
   * say. Nothing where the original does not open; then it is entered again with the secret.
   */
  void addConfiguration(Principal principal, Credential original, Credential.Key copy) {
    documents
        .configuration(original)
        .ifPresent(
            document ->
                versions.insert(
                    copy,
                    0,
                    sealer.seal(copy.organization(), copy.id(), 0, document),
                    new Fingerprint(null),
                    principal.id()));
  }

  /**
   * Saves a staged secret as the next version.
   *
   * @param saved the row as it is now, within the transaction
   */
  void replace(
      AuditedChange change,
      Principal principal,
      Credential saved,
      StagedSecret staged,
      Duration grace) {
    replace(
        change,
        principal,
        saved,
        staged,
        new Replacement(
            AuditAction.CREDENTIAL_ROTATED,
            grace,
            next -> {
              if (staged.draft().needsPerson()) {
                carryOver(saved, staged.draft().document(), next);
              }
            }));
  }

  /**
   * Saves the account that a person has connected again, as the next version.
   *
   * @param saved the row as it is now, within the transaction
   */
  void reconnect(
      AuditedChange change,
      Principal principal,
      Credential saved,
      StagedSecret staged,
      Connected connected) {
    replace(
        change,
        principal,
        saved,
        staged,
        new Replacement(
            AuditAction.CREDENTIAL_REAUTHORIZED,
            Duration.ZERO,
            next -> {
              handoffs.use(connected, saved.key(), next);
              writer.identify(saved.key(), connected.handoff().identity());
            }));
  }

  /**
   * Lets the tokens of an account go on under another version, if they go nowhere else by it.
   * Otherwise the account has to be authorized again: the person agreed to something else, and a
   * client secret does not prove that somebody may move the account's tokens.
   */
  private void carryOver(Credential before, SealedDocument next, int version) {
    if (documents.find(before).filter(agreed -> sameWay(agreed, next)).isPresent()) {
      tokens.carryOver(before, version);
    } else {
      tokens.requireAuthorization(before.key(), version);
    }
  }

  private static boolean sameWay(SealedDocument agreed, SealedDocument next) {
    return Objects.equals(agreed.tokenEndpoint(), next.tokenEndpoint())
        && agreed.covers(next.hosts())
        && agreed
            .fields()
            .text(OAuthGrant.CLIENT_ID)
            .equals(next.fields().text(OAuthGrant.CLIENT_ID));
  }

  /**
   * How a version takes the place of another.
   *
   * @param tokens gives the new version its access tokens
   */
  private record Replacement(AuditAction action, Duration grace, IntConsumer tokens) {}

  private void replace(
      AuditedChange change,
      Principal principal,
      Credential saved,
      StagedSecret staged,
      Replacement how) {
    if (saved.state().marks().damaged()) {
      writer.repair(saved.key());
    }
    var before = duplicates.matches(saved);
    int next = versions.highest(saved.key()) + 1;
    // First, because it finds out that somebody else was quicker.
    if (!writer.makeCurrent(saved, next, staged.test().orElse(null))) {
      throw new LostRace(saved.stamp().version());
    }
    add(principal, saved.key(), next, staged.draft());
    if (saved.state().secretVersion() > 0) {
      versions.supersede(change, principal, staged.before(), how.grace());
    }
    how.tokens().accept(next);
    writer.updateShape(saved.key(), staged.draft().shape());
    change.record(
        AuditEvent.by(principal, how.action(), saved.party())
            .withVersion(next)
            .withFact("tested", staged.test().isPresent() ? "yes" : "no")
            .withFact("graceHours", Long.toString(how.grace().toHours())));
    recordDuplicates(change, principal, saved.key(), before);
  }

  /** Seals the current secret again, with other public fields or fewer hosts. */
  void reseal(StagedSecret staged) {
    var before = staged.before();
    int current = before.state().secretVersion();
    versions.reseal(
        before.key(),
        current,
        sealer.seal(before.organization(), before.id(), current, staged.draft().document()));
    tokens.dropTokenOf(before);
  }

  /**
   * Makes the version before current again, with the hosts that it was sealed with and what was
   * known of it; the newer one is destroyed. Gives its number.
   */
  int bringBack(Credential before) {
    int previous =
        versions.previous(before.key()).orElseThrow(CredentialSecrets::nothingToGoBackTo);
    var document = documents.open(before.organization(), before.id(), previous);
    boolean connected = before.service().type() == MethodType.OAUTH2;
    try (Fields _ = document.fields()) {
      if (!versions.keep(before.key(), previous)) {
        throw nothingToGoBackTo();
      }
      if (!versions.makeCurrent(before, previous)) {
        throw new LostRace(before.stamp().version());
      }
      if (connected) {
        carryOver(before, document, previous);
      }
      versions.destroy(before.key(), before.state().secretVersion());
      writer.updateShape(before.key(), Draft.shapeOf(document));
    }
    return previous;
  }

  private static Refused nothingToGoBackTo() {
    return Refused.notFound("A version to go back to");
  }
}
