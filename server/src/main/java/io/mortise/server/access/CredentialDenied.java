package io.mortise.server.access;

import io.mortise.runtime.problem.Problem;

/**
 * A decision against a caller, as the wire says it: absent and forbidden look the same from
 * outside.
 */
public final class CredentialDenied extends Problem {
  private CredentialDenied(String code, int status, String detail) {
    super(code, status, detail);
  }

  public static CredentialDenied notFound() {
    return new CredentialDenied("credential_not_found", 404, "Credential not found.");
  }

  public static CredentialDenied by(Decision.Denied denied) {
    return denied.hidden() ? notFound() : new CredentialDenied("forbidden", 403, denied.reason());
  }

  /** A key limited to flows is used for one of them. */
  public static CredentialDenied flowNotNamed() {
    return new CredentialDenied(
        "credential_not_permitted", 403, "The API key is limited to flows; name the flow.");
  }

  /** Inside the key's reach but refused by the named flow. */
  public static CredentialDenied notPermitted() {
    return new CredentialDenied(
        "credential_not_permitted",
        403,
        "The flow may not use this credential. Share it with the flow's workspace.");
  }
}
