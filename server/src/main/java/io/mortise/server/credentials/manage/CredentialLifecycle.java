package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.Outcome;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRefused;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.credentials.store.UnreadableRows;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tests, revokes, restores and deletes. */
@Component
public class CredentialLifecycle {
  private final Connectors connectors;
  private final CredentialTester tester;
  private final CredentialDocuments documents;
  private final UnreadableRows unreadable;
  private final Saving saving;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialLifecycle(
      Connectors connectors,
      CredentialTester tester,
      CredentialDocuments documents,
      UnreadableRows unreadable,
      Saving saving,
      CredentialStops stops,
      Clock clock) {
    this.connectors = connectors;
    this.tester = tester;
    this.documents = documents;
    this.unreadable = unreadable;
    this.saving = saving;
    this.stops = stops;
    this.clock = clock;
  }

  /** Asks the service now. The result is on the record and on the credential. */
  public TestResult test(Principal principal, CredentialId id) {
    Credential credential = saving.gate().get(principal, id, Action.TEST);
    SealedDocument document = documents.open(credential);
    try (var _ = document.fields()) {
      // By the sealed names: a row that was changed must not choose how the secret is sent.
      Connector connector = connectors.get(document.connector());
      AuthMethod method = connectors.method(connector, document.method());
      if (credential.state().marks().unreadableSince() != null) {
        unreadable.clear(credential);
      }
      var result =
          tester
              .testSaved(principal, credential, method, connector, document)
              .orElseThrow(SecretStaging::noProbe);
      record(principal, credential, result);
      return result.saysNothing()
          ? result.saying("The credential's status has not changed.")
          : result;
    }
  }

  /** Stops every use from the next attempt on; reversible. */
  public Credential revoke(Principal principal, CredentialId id) {
    Credential credential = saving.gate().get(principal, id, Action.REVOKE);
    if (credential.state().marks().revokedAt() != null) {
      // Who revoked it first, and when, stays.
      return credential;
    }
    return change(
        principal,
        credential,
        AuditAction.CREDENTIAL_REVOKED,
        () -> saving.writer().setRevoked(credential, principal.id()));
  }

  public Credential restore(Principal principal, CredentialId id) {
    Credential credential = saving.gate().get(principal, id, Action.RESTORE);
    if (credential.state().marks().revokedAt() == null) {
      return credential;
    }
    return change(
        principal,
        credential,
        AuditAction.CREDENTIAL_RESTORED,
        () -> saving.writer().setRevoked(credential, null));
  }

  /** What stops when the credential is revoked. */
  public StopPreview previewRevoke(Principal principal, CredentialId id) {
    return stops.byEnd(saving.gate().get(principal, id, Action.REVOKE));
  }

  /**
   * Final. Refused while active flows use it, unless forced at a fresh sign-in with its name typed;
   * and where engines used it in the last 30 days, unless its name is typed.
   */
  public void delete(
      Principal principal,
      CredentialId id,
      @Nullable Long version,
      boolean force,
      @Nullable String confirm) {
    LostRace.retried(
        version,
        () -> {
          deleteOnce(principal, id, version, force, confirm);
          return id;
        });
  }

  private void deleteOnce(
      Principal principal,
      CredentialId id,
      @Nullable Long version,
      boolean force,
      @Nullable String confirm) {
    Credential credential = saving.gate().get(principal, id, Action.DELETE, version);
    refuseOtherName(credential, confirm);
    var flows = stops.flowsUsing(credential);
    refuseInUse(credential, flows, force, confirm);
    if (force) {
      requireForce(principal, credential, confirm);
    }
    saving.inTransaction(
        () -> {
          if (!saving.writer().delete(credential, principal.id(), flows)) {
            throw new LostRace(credential.stamp().version());
          }
          saving.guard().raise(credential.organization(), id.value());
          saving
              .audit()
              .append(
                  AuditEvent.by(principal, AuditAction.CREDENTIAL_DELETED, credential.party())
                      .withFact("forced", force ? "true" : null));
        });
  }

  /** A name that was typed must be this one's, whether or not it was asked for. */
  private static void refuseOtherName(Credential credential, @Nullable String confirm) {
    if (confirm != null && !credential.name().equals(confirm)) {
      throw nameNotTyped();
    }
  }

  private void refuseInUse(
      Credential credential, List<Named> flows, boolean force, @Nullable String confirm) {
    boolean flowsRefuse = !flows.isEmpty() && !force;
    if (flowsRefuse || confirm == null) {
      var engines = stops.enginesUsing(credential);
      if (flowsRefuse || !(force || engines.isEmpty())) {
        throw CredentialRefused.inUse(flows, engines);
      }
    }
  }

  private void requireForce(Principal principal, Credential credential, @Nullable String confirm) {
    if (!AccessPolicy.levelOf(principal.member(), credential.access())
        .includes(Action.DELETE.needed())) {
      throw new InvalidRequest("/force", "Only who manages a credential can force its deletion.");
    }
    if (confirm == null) {
      throw nameNotTyped();
    }
    FreshSignIn.require(principal, clock.instant());
  }

  private static InvalidRequest nameNotTyped() {
    return new InvalidRequest("/confirm", "Type the credential's name to confirm.");
  }

  private Credential change(
      Principal principal, Credential credential, AuditAction action, Runnable write) {
    return saving.inTransaction(
        () -> {
          write.run();
          saving.guard().raise(credential.organization(), credential.id().value());
          saving.audit().append(AuditEvent.by(principal, action, credential.party()));
          return saving.repository().find(credential.organization(), credential.id()).orElseThrow();
        });
  }

  private void record(Principal principal, Credential credential, TestResult result) {
    saving.inTransaction(
        () -> {
          if (!result.saysNothing()) {
            saving.writer().setTested(credential, result);
          }
          saving
              .audit()
              .append(
                  AuditEvent.by(principal, AuditAction.CREDENTIAL_TESTED, credential.party())
                      .withVersion(credential.state().secretVersion())
                      .withFact("inconclusive", result.saysNothing() ? "true" : null)
                      .ended(result.ok() ? Outcome.OK : Outcome.FAILED, result.reason()));
        });
  }
}
