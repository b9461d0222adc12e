package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.store.Credential;
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
  private static final int LONGEST_GRACE_HOURS = 24 * 30;

  private final SecretStaging staging;
  private final CredentialSecrets secrets;
  private final Saving saving;

  CredentialRotator(SecretStaging staging, CredentialSecrets secrets, Saving saving) {
    this.staging = staging;
    this.secrets = secrets;
    this.saving = saving;
  }

  public Credential rotate(
      Principal principal,
      CredentialId id,
      Map<String, Object> fields,
      boolean verify,
      @Nullable Integer graceHours) {
    Duration grace = grace(graceHours);
    return LostRace.retried(null, () -> rotateOnce(principal, id, fields, verify, grace));
  }

  private Credential rotateOnce(
      Principal principal,
      CredentialId id,
      Map<String, Object> fields,
      boolean verify,
      Duration grace) {
    Credential before = saving.gate().get(principal, id, Action.ROTATE);
    Draft draft = staging.draft(before, fields);
    if (draft.keepsEverySecret()) {
      draft.close();
      throw new InvalidRequest("/fields", "Enter the new secret.");
    }
    try (var staged = staging.stage(principal, before, draft, verify)) {
      return saving.inTransaction(
          () -> {
            secrets.replace(principal, before, staged, grace);
            saving.writer().clearExpiry(before.key());
            return saving.again(before);
          });
    }
  }

  /** Brings back the version before, within its grace period; the newer secret is destroyed. */
  public Credential rollBack(Principal principal, CredentialId id) {
    return LostRace.retried(null, () -> rollBackOnce(principal, id));
  }

  private Credential rollBackOnce(Principal principal, CredentialId id) {
    Credential before = saving.gate().get(principal, id, Action.ROTATE);
    return saving.inTransaction(
        () -> {
          int previous = secrets.bringBack(before);
          saving
              .audit()
              .append(
                  AuditEvent.by(principal, AuditAction.CREDENTIAL_ROLLED_BACK, before.party())
                      .withVersion(previous)
                      .withFact("destroyed", Integer.toString(before.state().secretVersion())));
          return saving.again(before);
        });
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
