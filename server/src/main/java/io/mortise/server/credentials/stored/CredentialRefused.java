package io.mortise.server.credentials.stored;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.kernel.Named;
import java.util.List;
import java.util.Map;

/** A change to a credential that cannot be made as asked. */
public final class CredentialRefused extends Problem {
  private final Map<String, Object> members;

  private CredentialRefused(String code, int status, String detail, Map<String, Object> members) {
    super(code, status, detail);
    this.members = members;
  }

  static CredentialRefused nameTaken(String name) {
    return new CredentialRefused(
        "credential_name_taken",
        409,
        "There is a credential named «" + name + "» in this scope already.",
        Map.of());
  }

  public static CredentialRefused verificationFailed(TestResult test) {
    return new CredentialRefused(
        "verification_failed",
        422,
        "The service did not accept it: " + test.message(),
        Map.of("test", test));
  }

  /** The change would send the secret somewhere new; only who has the secret may decide that. */
  public static CredentialRefused secretRequired() {
    return new CredentialRefused(
        "secret_required",
        422,
        "This changes where the secret is sent, so enter the secret again.",
        Map.of());
  }

  public static CredentialRefused inUse(List<Named> flows) {
    return new CredentialRefused(
        "credential_in_use",
        409,
        flows.size()
            + " active flows use it. Give them another credential first, or force the deletion.",
        Map.of("flows", flows));
  }

  @Override
  public Map<String, Object> members() {
    return members;
  }
}
