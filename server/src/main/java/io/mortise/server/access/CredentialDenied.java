package io.mortise.server.access;

import io.mortise.runtime.problem.Problem;

/**
 * A decision against a caller, as the wire says it: absent and forbidden look the same from
 * outside.
 */
public final class CredentialDenied extends Problem {
  private static final String NOT_PERMITTED = "You are not permitted to do this.";

  private CredentialDenied(String code, int status, String detail) {
    super(code, status, detail);
  }

  public static CredentialDenied notFound() {
    return new CredentialDenied("credential_not_found", 404, "Credential not found.");
  }

  public static CredentialDenied by(Decision.Denied denied) {
    return denied.hidden()
        ? notFound()
        : new CredentialDenied("forbidden", 403, sentence(denied.reason()));
  }

  /** A key limited to flows is used for one of them. */
  public static CredentialDenied flowNotNamed() {
    return new CredentialDenied(
        "credential_not_permitted", 403, "The API key is limited to flows; name the flow.");
  }

  /** The key names another flow than those that it is limited to. */
  public static CredentialDenied flowOutsideKey() {
    return new CredentialDenied(
        "credential_not_permitted",
        403,
        "The API key is limited to other flows. Name one of them, or use another key.");
  }

  /** Inside the key's reach but refused by the named flow. */
  public static CredentialDenied notPermitted() {
    return new CredentialDenied(
        "credential_not_permitted",
        403,
        "The flow may not use this credential. Share it with the flow's workspace.");
  }

  private static String sentence(Reason reason) {
    return switch (reason) {
      case Reason.LevelTooLow(var needed, var has) ->
          "This needs the level " + needed.wire() + "; you have " + has.wire() + ".";
      case Reason.ResolveNeedsManage(var has) ->
          "Resolving needs the level manage; the key's owner has "
              + has.wire()
              + ". Send the call through the proxy instead.";
      case Reason.ScopeMissing(var scope) -> "The API key lacks the scope " + scope.wire() + ".";
      case Reason.Plain plain -> sentence(plain);
      case Reason.InWorkspace _, Reason.SharedAt _ -> NOT_PERMITTED;
    };
  }

  private static String sentence(Reason.Plain reason) {
    return switch (reason) {
      case PERSONAL_OF_ANOTHER ->
          "This is the personal credential of somebody else. You can see, revoke and delete it.";
      case MAY_NOT_RESOLVE ->
          "Only API keys of owners, admins and managers of a workspace resolve. Send the call"
              + " through the proxy instead.";
      case FLOW_OUTSIDE -> "The credential is neither in the flow's workspace nor shared with it.";
      default -> NOT_PERMITTED;
    };
  }
}
