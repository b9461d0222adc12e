package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialRefused;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Revokes, restores and deletes. */
@Component
public class CredentialLifecycle {
  private final CredentialGate gate;
  private final CredentialWriter writer;
  private final CredentialChanges changes;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialLifecycle(
      CredentialGate gate,
      CredentialWriter writer,
      CredentialChanges changes,
      CredentialStops stops,
      Clock clock) {
    this.gate = gate;
    this.writer = writer;
    this.changes = changes;
    this.stops = stops;
    this.clock = clock;
  }

  /**
   * Stops every use from the next attempt on; reversible.
   *
   * @param version that was seen; null to revoke whatever is saved now
   */
  public Credential revoke(Principal principal, CredentialId id, @Nullable Long version) {
    Credential credential = gate.get(principal, id, Action.REVOKE, version);
    if (credential.state().marks().revokedAt() != null) {
      // Who revoked it first, and when, stays.
      return credential;
    }
    return setRevoked(
        principal, credential, AuditAction.CREDENTIAL_REVOKED, principal.id(), version);
  }

  /**
   * Ends a revocation.
   *
   * @param version that was seen; null to restore whatever is saved now
   */
  public Credential restore(Principal principal, CredentialId id, @Nullable Long version) {
    Credential credential = gate.get(principal, id, Action.RESTORE, version);
    if (credential.state().marks().revokedAt() == null) {
      return credential;
    }
    return setRevoked(principal, credential, AuditAction.CREDENTIAL_RESTORED, null, version);
  }

  /** What stops when the credential is revoked. */
  public StopPreview previewRevoke(Principal principal, CredentialId id, @Nullable Long version) {
    return stops.byEnd(gate.get(principal, id, Action.REVOKE, version));
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
    Credential credential = gate.get(principal, id, Action.DELETE, version);
    refuseOtherName(credential, confirm);
    var flows = stops.flowsUsing(credential);
    refuseInUse(credential, flows, force, confirm);
    if (force) {
      requireForce(principal, credential, confirm);
    }
    changes.run(
        change -> {
          if (!writer.delete(credential, principal.id(), flows)) {
            throw new LostRace(credential.stamp().version());
          }
          change.record(
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
      throw new InvalidRequest(
          "/force", "Only those who manage a credential can force its deletion.");
    }
    if (confirm == null) {
      throw nameNotTyped();
    }
    FreshSignIn.require(principal, clock.instant());
  }

  private static InvalidRequest nameNotTyped() {
    return new InvalidRequest("/confirm", "Type the credential's name to confirm.");
  }

  /**
   * Of several at once the first is recorded. The others find it done, or, where they named the
   * version that they had seen, are told.
   */
  private Credential setRevoked(
      Principal principal,
      Credential credential,
      AuditAction action,
      @Nullable PrincipalId by,
      @Nullable Long version) {
    boolean made =
        changes.attempt(
            change -> {
              change.record(AuditEvent.by(principal, action, credential.party()));
              return writer.setRevoked(credential, by, version);
            });
    Credential now = changes.again(credential.key());
    if (!made && version != null) {
      throw Refused.versionConflict(now.stamp().version());
    }
    return now;
  }
}
