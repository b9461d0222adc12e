package io.mortise.server.credentials.change;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.accounts.FreshSignIn;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.Outcome;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialUsers;
import io.mortise.server.credentials.stored.Credential;
import io.mortise.server.credentials.stored.CredentialDocuments;
import io.mortise.server.credentials.stored.CredentialRefused;
import io.mortise.server.credentials.stored.SealedDocument;
import io.mortise.server.credentials.stored.TestResult;
import io.mortise.server.credentials.stored.UnreadableRows;
import io.mortise.server.kernel.Caller;
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
  private final List<CredentialUsers> users;
  private final Clock clock;

  CredentialLifecycle(
      Connectors connectors,
      CredentialTester tester,
      CredentialDocuments documents,
      UnreadableRows unreadable,
      Saving saving,
      List<CredentialUsers> users,
      Clock clock) {
    this.connectors = connectors;
    this.tester = tester;
    this.documents = documents;
    this.unreadable = unreadable;
    this.saving = saving;
    this.users = users;
    this.clock = clock;
  }

  /** Asks the service now. The result is on the record and on the credential. */
  public TestResult test(Caller caller, CredentialId id) {
    Credential credential = saving.gate().get(caller, id, Action.TEST);
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
              .testSaved(caller, credential, method, connector, document)
              .orElseThrow(SecretStaging::noProbe);
      record(caller, credential, result);
      return result;
    }
  }

  /** Stops every use from the next attempt on; reversible. */
  public Credential revoke(Caller caller, CredentialId id) {
    Credential credential = saving.gate().get(caller, id, Action.REVOKE);
    if (credential.state().marks().revokedAt() != null) {
      // Who revoked it first, and when, stays.
      return credential;
    }
    return change(
        caller,
        credential,
        AuditAction.CREDENTIAL_REVOKED,
        () -> saving.writer().setRevoked(credential, caller.user()));
  }

  public Credential restore(Caller caller, CredentialId id) {
    Credential credential = saving.gate().get(caller, id, Action.RESTORE);
    if (credential.state().marks().revokedAt() == null) {
      return credential;
    }
    return change(
        caller,
        credential,
        AuditAction.CREDENTIAL_RESTORED,
        () -> saving.writer().setRevoked(credential, null));
  }

  /**
   * Final. Refused while active flows use it, unless forced at a fresh sign-in with its name typed.
   */
  public void delete(
      Caller caller,
      CredentialId id,
      @Nullable Long version,
      boolean force,
      @Nullable String confirm) {
    LostRace.retried(
        version,
        () -> {
          deleteOnce(caller, id, version, force, confirm);
          return id;
        });
  }

  private void deleteOnce(
      Caller caller,
      CredentialId id,
      @Nullable Long version,
      boolean force,
      @Nullable String confirm) {
    Credential credential = saving.gate().get(caller, id, Action.DELETE, version);
    var flows = flowsUsing(credential);
    if (!flows.isEmpty() && !force) {
      throw CredentialRefused.inUse(flows);
    }
    if (force) {
      demandForce(caller, credential, confirm);
    }
    saving.inTransaction(
        () -> {
          if (!saving.writer().delete(credential, caller.user(), flows)) {
            throw new LostRace(credential.stamp().version());
          }
          saving.guard().raise(credential.organization(), id.value());
          saving
              .audit()
              .append(
                  AuditEvent.by(caller, AuditAction.CREDENTIAL_DELETED, credential.party())
                      .withFact("forced", force ? "true" : null));
        });
  }

  public List<Named> flowsUsing(Credential credential) {
    return users.stream()
        .flatMap(user -> user.flowsUsing(credential.organization(), credential.id()).stream())
        .toList();
  }

  /** Flows that use it and could not, if it lay in another scope. */
  public List<Named> stopping(Credential credential, CredentialScope scope) {
    var access = credential.access();
    var after = new CredentialAccess(access.organization(), access.owner(), scope, access.grants());
    return users.stream()
        .flatMap(
            user ->
                user.flowsUsing(access.organization(), credential.id()).stream()
                    .filter(
                        flow ->
                            user.flow(access.organization(), flow.id(), credential.id())
                                .filter(asks -> !AccessPolicy.decideFlow(asks, after).allowed())
                                .isPresent()))
        .toList();
  }

  private void demandForce(Caller caller, Credential credential, @Nullable String confirm) {
    if (!AccessPolicy.levelOf(caller.person(), credential.access())
        .includes(Action.DELETE.needed())) {
      throw new InvalidRequest("/force", "Only who manages a credential can force its deletion.");
    }
    if (!credential.name().equals(confirm)) {
      throw new InvalidRequest("/confirm", "Type the credential's name to confirm.");
    }
    FreshSignIn.demand(caller, clock.instant());
  }

  private Credential change(
      Caller caller, Credential credential, AuditAction action, Runnable write) {
    return saving.inTransaction(
        () -> {
          write.run();
          saving.guard().raise(credential.organization(), credential.id().value());
          saving.audit().append(AuditEvent.by(caller, action, credential.party()));
          return saving.repository().find(credential.organization(), credential.id()).orElseThrow();
        });
  }

  private void record(Caller caller, Credential credential, TestResult result) {
    saving.inTransaction(
        () -> {
          saving.writer().setTested(credential, result);
          saving
              .audit()
              .append(
                  AuditEvent.by(caller, AuditAction.CREDENTIAL_TESTED, credential.party())
                      .withVersion(credential.state().secretVersion())
                      .ended(result.ok() ? Outcome.OK : Outcome.FAILED, result.reason()));
        });
  }
}
