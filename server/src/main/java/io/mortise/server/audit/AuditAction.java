package io.mortise.server.audit;

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
  CREDENTIAL_CREATED(1, "credential.created"),
  CREDENTIAL_UPDATED(2, "credential.updated"),
  CREDENTIAL_TESTED(3, "credential.tested"),
  CREDENTIAL_USED(4, "credential.used"),
  CREDENTIAL_REFUSED(5, "credential.refused"),
  CREDENTIAL_SHARED(6, "credential.shared"),
  CREDENTIAL_UNSHARED(7, "credential.unshared"),
  CREDENTIAL_SCOPE_CHANGED(8, "credential.scope_changed"),
  CREDENTIAL_ROTATED(9, "credential.rotated"),
  CREDENTIAL_ROLLED_BACK(10, "credential.rolled_back"),
  CREDENTIAL_REVOKED(11, "credential.revoked"),
  CREDENTIAL_RESTORED(12, "credential.restored"),
  CREDENTIAL_DELETED(14, "credential.deleted"),
  CREDENTIAL_DUPLICATED(16, "credential.duplicated"),
  CREDENTIAL_VERSION_DESTROYED(17, "credential.version_destroyed"),
  CREDENTIAL_DUPLICATE_FOUND(18, "credential.duplicate_found"),
  CREDENTIAL_REFUSED_BY_SERVICE(19, "credential.refused_by_service"),
  CREDENTIAL_ACCEPTED_BY_SERVICE(20, "credential.accepted_by_service"),
  CREDENTIAL_RESERVATION_FREED(21, "credential.reservation_freed"),
  SESSION_STARTED(30, "session.started"),
  SESSION_REFUSED(31, "session.refused"),
  SESSION_CONFIRMED(32, "session.confirmed"),
  SESSION_ENDED(33, "session.ended"),
  MEMBER_JOINED(40, "member.joined"),
  MEMBER_PASSWORD_CHANGED(41, "member.password_changed"),
  MEMBER_UPDATED(42, "member.updated"),
  WORKSPACE_CREATED(50, "workspace.created"),
  API_KEY_CREATED(60, "api_key.created"),
  API_KEY_REVOKED(61, "api_key.revoked"),
  API_KEY_ROTATED(62, "api_key.rotated"),
  API_KEY_UPDATED(63, "api_key.updated"),
  ORGANIZATION_CREATED(70, "organization.created"),
  AUDIT_EXPORTED(80, "audit.exported"),
  AUDIT_VERIFIED(81, "audit.verified"),
  AUDIT_DROPPED(82, "audit.dropped"),

  /** Never recorded: what a list shows in place of a row that somebody damaged. */
  AUDIT_UNREADABLE(83, "audit.unreadable");

  private static final Map<Integer, AuditAction> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(action -> action.code, Function.identity()));

  private final int code;
  private final String wire;

  AuditAction(int code, String wire) {
    this.code = code;
    this.wire = wire;
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
