package io.mortise.server.credentials.store;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.credentials.store.NameReservations.Taken;
import io.mortise.server.kernel.InvalidRequest.FieldProblem;
import io.mortise.server.kernel.Named;
import java.util.LinkedHashMap;
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
        "The name “" + name + "” is already taken. Choose another one.",
        Map.of());
  }

  /** Names no credential that the caller may not know of; a reservation is named by its id. */
  static CredentialRefused nameTaken(String name, Taken taken) {
    if (taken.until() == null) {
      return nameTaken(name);
    }
    var reservation = new LinkedHashMap<String, Object>();
    reservation.put("credential", taken.holder().toString());
    reservation.put("until", taken.until());
    if (taken.workspace() != null) {
      reservation.put("workspace", taken.workspace().toString());
    }
    return new CredentialRefused(
        "credential_name_taken",
        409,
        "The name “"
            + name
            + "” is reserved until "
            + taken.until().toString().substring(0, 10)
            + ", because another credential had it and engines may still resolve by it. Choose"
            + " another name, or have somebody who manages that scope free it.",
        Map.of("reservation", reservation));
  }

  /** The person signed in at the service as somebody else than before. */
  public static CredentialRefused anotherAccount(String before, String now) {
    return new CredentialRefused(
        "another_account",
        409,
        "The credential was for the account “"
            + before
            + "”, and this authorization is for “"
            + now
            + "”. Confirm that it is meant to change (acceptAccount).",
        Map.of("before", before, "now", now));
  }

  public static CredentialRefused verificationFailed(TestResult test) {
    return new CredentialRefused(
        "verification_failed",
        422,
        "The service did not accept it: " + test.message(),
        Map.of("test", test));
  }

  /**
   * The change would send the secret somewhere new or in a new way; only somebody who has the
   * secret may decide that.
   *
   * @param fields names of the public fields that shape the way
   */
  public static CredentialRefused secretRequired(List<String> fields) {
    return new CredentialRefused(
        "secret_required",
        422,
        "This changes where or how the secret is sent. Enter the secret again.",
        Map.of(
            "errors",
            fields.stream()
                .map(
                    field ->
                        new FieldProblem(
                            "/fields/" + field, "Changing this takes the secret again."))
                .toList()));
  }

  /** The same where a person has agreed, so that there is no secret to enter. */
  public static CredentialRefused authorizationRequired(List<String> fields) {
    return new CredentialRefused(
        "secret_required",
        422,
        "This changes where or how the account's token is sent. Authorize the account again with"
            + " these values.",
        Map.of(
            "errors",
            fields.stream()
                .map(
                    field ->
                        new FieldProblem(
                            "/fields/" + field, "Changing this takes a new authorization."))
                .toList()));
  }

  /** What belongs to the OAuth app is not for those who use it. */
  public static CredentialRefused fieldsOfApp(List<FieldProblem> problems) {
    return new CredentialRefused(
        "invalid_request",
        422,
        "These fields belong to the OAuth app. Leave them out, or change the app.",
        Map.of("errors", problems));
  }

  public static CredentialRefused notRevokedAtService(String what) {
    return new CredentialRefused(
        "service_failed",
        502,
        "Mortise no longer uses it, but the service has not ended the authorization: " + what,
        Map.of());
  }

  public static CredentialRefused appGone() {
    return new CredentialRefused(
        "invalid_request",
        422,
        "The OAuth app was deleted in the meantime. Choose another one.",
        Map.of());
  }

  /** Flows must be given another credential first; where only engines use it, its name is asked. */
  public static CredentialRefused inUse(List<Named> flows, List<EngineUse> engines) {
    return new CredentialRefused(
        "credential_in_use",
        409,
        flows.isEmpty()
            ? "Engines used this credential in the last 30 days. Type its name to delete it all the"
                + " same (confirm)."
            : flows.size()
                + " active flows use it. Give them another credential first, or force the deletion.",
        Map.of("flows", flows, "engines", engines));
  }

  @Override
  public Map<String, Object> members() {
    return members;
  }
}
