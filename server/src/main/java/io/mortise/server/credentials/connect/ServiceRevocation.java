package io.mortise.server.credentials.connect;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.oauth.TokenRefused;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Outcome;
import io.mortise.server.credentials.apps.AppUnusable;
import io.mortise.server.credentials.manage.CredentialLifecycle;
import io.mortise.server.credentials.refresh.TokenRevoker;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Revokes a connected account here and at its service. Mortise stops using it first, so that a
 * service which does not answer keeps nothing alive here.
 */
@Component
public class ServiceRevocation {
  private final CredentialLifecycle lifecycle;
  private final CredentialGate gate;
  private final TokenRevoker revoker;
  private final AuditedChanges changes;

  ServiceRevocation(
      CredentialLifecycle lifecycle,
      CredentialGate gate,
      TokenRevoker revoker,
      AuditedChanges changes) {
    this.lifecycle = lifecycle;
    this.gate = gate;
    this.revoker = revoker;
    this.changes = changes;
  }

  /**
   * @param version that was seen; null to revoke whatever is saved now
   * @throws CredentialRefused if the service did not end the authorization; Mortise's use of it has
   *     ended then, too
   */
  public Credential revoke(Principal principal, CredentialId id, @Nullable Long version) {
    Credential before = gate.get(principal, id, Action.REVOKE, version);
    try (var account = revoker.open(before)) {
      Credential revoked = lifecycle.revoke(principal, id, version);
      try {
        revoker.revoke(account);
      } catch (TokenRefused | ServiceFailed | AppUnusable failure) {
        record(principal, revoked, failure);
        throw CredentialRefused.notRevokedAtService(what(failure));
      }
      record(principal, revoked, null);
      return gate.get(principal, id, Action.REVOKE);
    }
  }

  private void record(Principal principal, Credential credential, @Nullable Problem failure) {
    var event =
        AuditEvent.by(principal, AuditAction.CREDENTIAL_REVOKED_AT_SERVICE, credential.party());
    changes.run(
        change -> {
          if (failure == null) {
            revoker.forget(credential);
          }
          change.record(failure == null ? event : event.ended(Outcome.FAILED, failure.code()));
        });
  }

  private static String what(Problem failure) {
    return failure instanceof ServiceFailed failed ? failed.what() : failure.detail();
  }
}
