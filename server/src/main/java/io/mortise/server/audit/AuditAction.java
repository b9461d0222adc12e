package io.mortise.server.audit;

import static io.mortise.server.audit.AuditAction.Effect.KEEPS;
import static io.mortise.server.audit.AuditAction.Effect.VOIDS;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that is recorded. Codes are stored and never reused; wire names are those of the HTTP
 * contract.
 */
public enum AuditAction {
  CREDENTIAL_CREATED(1, "credential.created", KEEPS),
  CREDENTIAL_UPDATED(2, "credential.updated", VOIDS),
  CREDENTIAL_TESTED(3, "credential.tested", KEEPS),
  CREDENTIAL_USED(4, "credential.used", KEEPS),
  CREDENTIAL_REFUSED(5, "credential.refused", KEEPS),
  CREDENTIAL_SHARED(6, "credential.shared", VOIDS),
  CREDENTIAL_UNSHARED(7, "credential.unshared", VOIDS),
  CREDENTIAL_SCOPE_CHANGED(8, "credential.scope_changed", VOIDS),
  CREDENTIAL_ROTATED(9, "credential.rotated", VOIDS),
  CREDENTIAL_ROLLED_BACK(10, "credential.rolled_back", VOIDS),
  CREDENTIAL_REVOKED(11, "credential.revoked", VOIDS),
  CREDENTIAL_RESTORED(12, "credential.restored", VOIDS),
  CREDENTIAL_DELETED(14, "credential.deleted", VOIDS),
  CREDENTIAL_DUPLICATED(16, "credential.duplicated", KEEPS),
  CREDENTIAL_VERSION_DESTROYED(17, "credential.version_destroyed", KEEPS),
  CREDENTIAL_DUPLICATE_FOUND(18, "credential.duplicate_found", KEEPS),
  CREDENTIAL_REFUSED_BY_SERVICE(19, "credential.refused_by_service", KEEPS),
  CREDENTIAL_ACCEPTED_BY_SERVICE(20, "credential.accepted_by_service", KEEPS),
  CREDENTIAL_RESERVATION_FREED(21, "credential.reservation_freed", KEEPS),
  CREDENTIAL_REFRESHED(22, "credential.refreshed", VOIDS),
  CREDENTIAL_REAUTHORIZED(23, "credential.reauthorized", VOIDS),
  CREDENTIAL_REVOKED_AT_SERVICE(24, "credential.revoked_at_service", VOIDS),
  SESSION_STARTED(30, "session.started", KEEPS),
  SESSION_REFUSED(31, "session.refused", KEEPS),
  SESSION_CONFIRMED(32, "session.confirmed", KEEPS),
  SESSION_ENDED(33, "session.ended", KEEPS),
  MEMBER_JOINED(40, "member.joined", KEEPS),
  MEMBER_PASSWORD_CHANGED(41, "member.password_changed", KEEPS),
  MEMBER_UPDATED(42, "member.updated", VOIDS),
  SERVICE_ACCOUNT_CREATED(45, "service_account.created", KEEPS),
  SERVICE_ACCOUNT_UPDATED(46, "service_account.updated", VOIDS),
  SERVICE_ACCOUNT_DELETED(47, "service_account.deleted", VOIDS),
  WORKSPACE_CREATED(50, "workspace.created", KEEPS),
  API_KEY_CREATED(60, "api_key.created", KEEPS),
  API_KEY_REVOKED(61, "api_key.revoked", VOIDS),
  API_KEY_ROTATED(62, "api_key.rotated", VOIDS),
  API_KEY_UPDATED(63, "api_key.updated", VOIDS),
  ORGANIZATION_CREATED(70, "organization.created", KEEPS),
  OAUTH_APP_CREATED(75, "oauth_app.created", KEEPS),
  OAUTH_APP_UPDATED(76, "oauth_app.updated", KEEPS),
  OAUTH_APP_DELETED(77, "oauth_app.deleted", KEEPS),
  OAUTH_APP_REFUSED_BY_SERVICE(78, "oauth_app.refused_by_service", KEEPS),
  OAUTH_APP_ACCEPTED_BY_SERVICE(79, "oauth_app.accepted_by_service", KEEPS),
  AUDIT_EXPORTED(80, "audit.exported", KEEPS),
  AUDIT_VERIFIED(81, "audit.verified", KEEPS),
  AUDIT_DROPPED(82, "audit.dropped", KEEPS),

  /** Never recorded: what a list shows in place of a row that somebody damaged. */
  AUDIT_UNREADABLE(83, "audit.unreadable", KEEPS);

  private static final Map<Integer, AuditAction> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(action -> action.code, Function.identity()));

  private final int code;
  private final String wire;

  private final boolean voidsDecisions;

  AuditAction(int code, String wire, Effect effect) {
    this.code = code;
    this.wire = wire;
    this.voidsDecisions = effect == Effect.VOIDS;
  }

  /** What the action does to decisions that were made about its target. */
  enum Effect {
    /** A decision may be another now, so that it must be made again. */
    VOIDS,
    /** Every decision stays what it is. */
    KEEPS
  }

  /** Whether decisions about the target that were made before must be made again. */
  public boolean voidsDecisions() {
    return voidsDecisions;
  }

  public int code() {
    return code;
  }

  public String wire() {
    return wire;
  }

  public static AuditAction ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code))
        .orElseThrow(
            () -> new IllegalStateException("The audit log holds an unknown action " + code));
  }

  public static Optional<AuditAction> ofWire(String wire) {
    return Arrays.stream(values()).filter(action -> action.wire.equals(wire)).findFirst();
  }
}
