package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.kernel.InvalidRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replaces a secret under the same id: tested first, the old one kept sealed for a grace period.
 */
@Component
public class CredentialRotator {
  static final Duration DEFAULT_GRACE = Duration.ofHours(24);
  private static final int MAX_GRACE_HOURS = 24 * 30;

  private final SecretStaging staging;
  private final CredentialSecrets secrets;
  private final CredentialGate gate;
  private final CredentialWriter writer;
  private final CredentialChanges changes;

  CredentialRotator(
      SecretStaging staging,
      CredentialSecrets secrets,
      CredentialGate gate,
      CredentialWriter writer,
      CredentialChanges changes) {
    this.staging = staging;
    this.secrets = secrets;
    this.gate = gate;
    this.writer = writer;
    this.changes = changes;
  }

  /**
   * What a rotation was asked for.
   *
   * @param verify whether the secret is tested at the service first
   * @param graceHours how long the previous secret is kept; null for the default
   */
  public record NewSecret(
      Map<String, Object> fields, boolean verify, @Nullable Integer graceHours) {
    @Override
    public String toString() {
      return "NewSecret[]";
    }
  }

  /**
   * Replaces the secret and gives the credential as it is afterwards.
   *
   * @param version that was seen; null to rotate whatever is saved now
   */
  public Credential rotate(
      Principal principal, CredentialId id, NewSecret secret, @Nullable Long version) {
    Duration grace = grace(secret.graceHours());
    return LostRace.retried(version, () -> rotateOnce(principal, id, secret, grace, version));
  }

  private Credential rotateOnce(
      Principal principal,
      CredentialId id,
      NewSecret secret,
      Duration grace,
      @Nullable Long version) {
    Credential before = gate.get(principal, id, Action.ROTATE, version);
    Draft draft = staging.draft(principal, before, secret.fields());
    if (draft.keepsEverySecret()) {
      draft.close();
      throw new InvalidRequest("/fields", "Enter the new secret.");
    }
    try (var staged = staging.stage(principal, before, draft, secret.verify())) {
      return changes.apply(
          before.key(),
          change -> {
            secrets.replace(change, principal, before, staged, grace);
            writer.clearExpiry(before.key());
          });
    }
  }

  /**
   * Brings back the version before, within its grace period; the newer secret is destroyed.
   *
   * @param version that was seen; null to roll back whatever is saved now
   */
  public Credential rollBack(Principal principal, CredentialId id, @Nullable Long version) {
    return LostRace.retried(version, () -> rollBackOnce(principal, id, version));
  }

  private Credential rollBackOnce(Principal principal, CredentialId id, @Nullable Long version) {
    Credential before = gate.get(principal, id, Action.ROTATE, version);
    return changes.apply(
        before.key(),
        change -> {
          int previous = secrets.bringBack(before);
          change.record(
              AuditEvent.by(principal, AuditAction.CREDENTIAL_ROLLED_BACK, before.party())
                  .withVersion(previous)
                  .withFact("destroyed", Integer.toString(before.state().secretVersion())));
        });
  }

  private static Duration grace(@Nullable Integer hours) {
    if (hours == null) {
      return DEFAULT_GRACE;
    }
    if (hours < 0 || hours > MAX_GRACE_HOURS) {
      throw new InvalidRequest(
          "/graceHours", "graceHours is a number from 0 to " + MAX_GRACE_HOURS + ".");
    }
    return Duration.ofHours(hours);
  }
}
