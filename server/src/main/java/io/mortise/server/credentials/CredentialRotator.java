package io.mortise.server.credentials;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.access.Action;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Replaces a secret under the same id: tested first, the old one kept sealed for a grace period.
 */
@Component
class CredentialRotator {
  private static final Logger log = LoggerFactory.getLogger(CredentialRotator.class);
  static final Duration DEFAULT_GRACE = Duration.ofHours(24);
  private static final int LONGEST_GRACE_HOURS = 24 * 30;

  private final Connectors connectors;
  private final CredentialTester tester;
  private final CredentialSealer sealer;
  private final CredentialDocuments documents;
  private final CredentialVersions versions;
  private final Saving saving;
  private final Clock clock;

  CredentialRotator(
      Connectors connectors,
      CredentialTester tester,
      CredentialSealer sealer,
      CredentialDocuments documents,
      CredentialVersions versions,
      Saving saving,
      Clock clock) {
    this.connectors = connectors;
    this.tester = tester;
    this.sealer = sealer;
    this.documents = documents;
    this.versions = versions;
    this.saving = saving;
    this.clock = clock;
  }

  /** New field values, tested and ready to be saved. */
  record Staged(Draft draft, boolean newSecret, Optional<TestResult> test)
      implements AutoCloseable {
    @Override
    public void close() {
      draft.close();
    }
  }

  Credential rotate(
      Caller caller,
      CredentialId id,
      Map<String, Object> fields,
      boolean verify,
      @Nullable Integer graceHours) {
    Credential before = saving.gate().get(caller, id, Action.ROTATE);
    Duration grace = grace(graceHours);
    Draft draft = draft(before, fields);
    if (!newSecret(draft)) {
      draft.close();
      throw new InvalidRequest("/fields", "Enter the new secret.");
    }
    try (Staged staged = stage(caller, before, draft, verify)) {
      return saving.inTransaction(
          () -> {
            store(caller, before, staged, grace);
            saving.writer().clearExpiry(caller.organization(), id);
            return saving.repository().find(caller.organization(), id).orElseThrow();
          });
    }
  }

  /** Tests new values over the sealed ones. */
  Staged stage(Caller caller, Credential before, Draft draft, boolean verify) {
    var test = verify ? tested(caller, before, draft) : Optional.<TestResult>empty();
    return new Staged(draft, newSecret(draft), test);
  }

  private static boolean newSecret(Draft draft) {
    return draft.kept().size() < Draft.secretNames(draft.fields()).size();
  }

  /** New values over the sealed ones; refuses to send a kept secret anywhere new. */
  Draft draft(Credential before, Map<String, Object> fields) {
    var document = openedOrEmpty(before);
    Connector connector = connectors.get(document.connector());
    AuthMethod method = connectors.method(connector, document.method());
    Draft draft = Draft.over(connector, method, fields, document);
    if (!draft.kept().isEmpty() && !document.covers(draft.hosts())) {
      draft.close();
      throw CredentialRefused.secretRequired();
    }
    return draft;
  }

  /**
   * The sealed document; where there is none that opens, an empty one, so that entering everything
   * anew cures it. Nothing is taken from the row: it may have been changed by somebody who waits
   * for a secret.
   */
  private SealedDocument openedOrEmpty(Credential before) {
    SealedDocument document;
    try {
      document =
          before.state().secretVersion() == 0
              ? documents.open(before.organization(), before.id(), 0)
              : documents.open(before);
    } catch (CredentialUnusable unreadable) {
      var service = before.service();
      return new SealedDocument(service.connector(), service.method(), List.of(), Fields.none());
    }
    refuseIfTheRowShowsOther(before, document);
    return document;
  }

  /** Who edits a row whose fields are not the sealed ones would send those back as their own. */
  private void refuseIfTheRowShowsOther(Credential before, SealedDocument document) {
    var sealed = Draft.publicValues(document.fields());
    if (!sealed.equals(before.shape().publicFields())) {
      log.warn(
          "The row of {} showed other fields than are sealed; they are put right", before.id());
      long version =
          saving
              .writer()
              .putRight(before, new Credential.Shape(sealed, Draft.secretNames(document.fields())));
      document.fields().close();
      throw Refused.versionConflict(version);
    }
  }

  /**
   * Seals what a copy takes over, as its version 0: where its secret will go is not for the row to
   * say. Nothing where the original does not open; then it is entered anew with the secret.
   */
  void sealConfiguration(Caller caller, Credential original, CredentialId copy) {
    documents
        .configuration(original)
        .ifPresent(
            document ->
                saving
                    .writer()
                    .insertVersion(
                        caller.organization(),
                        copy,
                        0,
                        sealer.seal(caller.organization(), copy, 0, document),
                        null,
                        caller.user()));
  }

  /** Saves staged values as the next version, in the caller's transaction. */
  void store(Caller caller, Credential before, Staged staged, Duration grace) {
    var organization = caller.organization();
    int next = versions.highest(organization, before.id()) + 1;
    var sealed = sealer.seal(organization, before.id(), next, staged.draft().document());
    // First, because it finds out that somebody else was quicker.
    if (!saving.writer().makeCurrent(before, next, staged.test().orElse(null))) {
      throw Refused.versionConflict(before.stamp().version());
    }
    saving
        .writer()
        .insertVersion(
            organization,
            before.id(),
            next,
            sealed,
            sealer.twinHash(organization, staged.draft().fields()),
            caller.user());
    if (before.state().secretVersion() > 0) {
      saving
          .writer()
          .supersede(
              organization,
              before.id(),
              before.state().secretVersion(),
              clock.instant().plus(grace));
    }
    saving.writer().updateShape(organization, before.id(), staged.draft().shape());
    saving.guard().raise(organization, before.id().value());
    saving
        .audit()
        .append(
            AuditEvent.by(caller, AuditAction.CREDENTIAL_ROTATED, before.party())
                .withVersion(next)
                .withFact("tested", staged.test().isPresent() ? "yes" : "no")
                .withFact("graceHours", Long.toString(grace.toHours())));
  }

  /** Brings back the version before, within its grace period; the newer secret is destroyed. */
  Credential rollBack(Caller caller, CredentialId id) {
    Credential before = saving.gate().get(caller, id, Action.ROTATE);
    var organization = caller.organization();
    return saving.inTransaction(
        () -> {
          int previous =
              versions.previous(organization, id).orElseThrow(CredentialRotator::nothingToGoBackTo);
          reinstate(before, previous);
          saving
              .audit()
              .append(
                  AuditEvent.by(caller, AuditAction.CREDENTIAL_ROLLED_BACK, before.party())
                      .withVersion(previous));
          return saving.repository().find(organization, id).orElseThrow();
        });
  }

  private static Refused nothingToGoBackTo() {
    return Refused.notFound("A version to go back to");
  }

  private void reinstate(Credential before, int previous) {
    var organization = before.organization();
    var id = before.id();
    // The older secret goes to the hosts that it was sealed with, whatever was changed on the newer
    // one.
    try (Fields fields = documents.open(organization, id, previous).fields()) {
      if (!saving.writer().reinstate(organization, id, previous)) {
        throw nothingToGoBackTo();
      }
      if (!saving.writer().makeCurrent(before, previous, null)) {
        throw Refused.versionConflict(before.stamp().version());
      }
      saving.writer().destroy(organization, id, before.state().secretVersion());
      saving
          .writer()
          .updateShape(
              organization,
              id,
              new Credential.Shape(Draft.publicValues(fields), Draft.secretNames(fields)));
      saving.guard().raise(organization, id.value());
    }
  }

  private Optional<TestResult> tested(Caller caller, Credential before, Draft draft) {
    var test = tested(caller, Optional.of(before), draft, tester);
    test.filter(result -> !result.ok())
        .ifPresent(
            result -> {
              draft.close();
              throw CredentialRefused.verificationFailed(result);
            });
    return test;
  }

  /**
   * Tests a draft; what it keeps of a saved credential is used, and so recorded, like any use of
   * it.
   */
  static Optional<TestResult> tested(
      Caller caller, Optional<Credential> saved, Draft draft, CredentialTester tester) {
    return saved.isPresent() && !draft.kept().isEmpty()
        ? tester.testSaved(caller, saved.get(), draft.method(), draft.connector(), draft.document())
        : tester.test(caller, draft.connector(), draft.method(), draft.fields(), draft.hosts());
  }

  private static Duration grace(@Nullable Integer hours) {
    if (hours == null) {
      return DEFAULT_GRACE;
    }
    if (hours < 0 || hours > LONGEST_GRACE_HOURS) {
      throw new InvalidRequest(
          "/graceHours", "graceHours is a number from 0 to " + LONGEST_GRACE_HOURS + ".");
    }
    return Duration.ofHours(hours);
  }
}
