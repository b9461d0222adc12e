package io.mortise.server.credentials.store;

import io.mortise.runtime.problem.Problem;

/** The caller may use the credential, but it cannot be used as it stands. */
public final class CredentialUnusable extends Problem {
  public CredentialUnusable(CredentialStatus status) {
    super(code(status), httpStatus(status), sentence(status));
  }

  private static String code(CredentialStatus status) {
    return "credential_" + status.wire();
  }

  private static int httpStatus(CredentialStatus status) {
    return switch (status) {
      case UNREADABLE -> 503;
      case REVOKED -> 410;
      case DEACTIVATED, PENDING, NEEDS_REAUTHORIZATION, EXPIRED -> 409;
      case FAILING, EXPIRING, ROTATION_DUE, ACTIVE ->
          throw new IllegalArgumentException(status + " does not refuse a use");
    };
  }

  private static String sentence(CredentialStatus status) {
    return switch (status) {
      case UNREADABLE ->
          "This credential can no longer be decrypted. Enter all fields again to repair it.";
      case REVOKED -> "The credential is revoked. A manager of this credential can restore it.";
      case DEACTIVATED -> "The credential's owner has left. Use another, or add one.";
      case PENDING ->
          "The credential has no secret yet. A manager of this credential must enter it.";
      case NEEDS_REAUTHORIZATION ->
          "The service refused to refresh the token. The credential must be re-authorized.";
      case EXPIRED -> "The credential is expired. Rotate it.";
      case FAILING, EXPIRING, ROTATION_DUE, ACTIVE ->
          throw new IllegalArgumentException(status + " does not refuse a use");
    };
  }
}
