package io.mortise.server.credentials.browse;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKey;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.Decision;
import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.access.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in sentences what {@link AccessPolicy} decided about a member or an API key and a
 * credential, and what to do about it.
 */
final class AccessText {
  private final CredentialAccess credential;
  private final String owner;
  private final String workspace;

  /**
   * A reason as people read it.
   *
   * @param code stable, for programs
   */
  record Line(String code, String sentence) {}

  /**
   * @param workspace name of the credential's workspace, if it is in one
   */
  AccessText(CredentialAccess credential, String owner, @Nullable String workspace) {
    this.credential = credential;
    this.owner = owner;
    this.workspace = workspace == null ? "" : workspace;
  }

  List<Line> of(Member member) {
    return List.of(line(member, AccessPolicy.decide(member, credential, Action.PICK), "may_use"));
  }

  /** One line where the key can do nothing; else one for resolving and one for calls. */
  List<Line> of(Principal byKey) {
    ApiKey key = byKey.key().orElseThrow();
    Decision call = AccessPolicy.decide(byKey, credential, Action.CALL);
    if (!call.allowed()) {
      return List.of(
          call.reason() instanceof Reason.ScopeMissing
              ? NEITHER_SCOPE
              : line(byKey.member(), call, ""));
    }
    var lines = new ArrayList<Line>();
    lines.add(line(byKey.member(), AccessPolicy.decideResolve(byKey, credential), "may_resolve"));
    lines.add(new Line("may_call", "The API key can send calls with it through the proxy."));
    if (key.limitedToFlows()) {
      lines.add(FLOWS_ONLY);
    }
    return List.copyOf(lines);
  }

  private static final Line NEITHER_SCOPE =
      new Line(
          "scope_missing",
          "The API key has neither the scope runtime:call, to send calls through the proxy, nor"
              + " runtime:resolve, to get the secret. Create a key with one of them.");

  private static final Line FLOWS_ONLY =
      new Line(
          "key_limited_to_flows",
          "The API key is limited to flows. Each request must name one of them that uses this"
              + " credential (flow).");

  private Line line(Member member, Decision decision, String codeIfAllowed) {
    String name = member.name();
    return switch (decision.reason()) {
      case Reason.Plain plain -> plain(plain, name, codeIfAllowed);
      case Reason.InWorkspace(var role) ->
          allowed(
              codeIfAllowed,
              name,
              "The role in its workspace is "
                  + role.map(known -> known.wire()).orElse("auditor")
                  + ".");
      case Reason.SharedAt(var level) ->
          allowed(codeIfAllowed, name, "It is shared with them: " + level.wire() + ".");
      case Reason.LevelTooLow(var needed, var has) ->
          new Line(
              "level_too_low",
              name
                  + " has the level "
                  + has.wire()
                  + ", and using it needs the level "
                  + needed.wire()
                  + ". Share the credential with them at the level "
                  + needed.wire()
                  + ".");
      case Reason.ResolveNeedsManage(var has) ->
          new Line(
              "level_too_low",
              "Resolving needs the level manage, and "
                  + name
                  + ", whose key it is, has "
                  + has.wire()
                  + ". Send calls through the proxy, or share the credential with "
                  + name
                  + " at the level manage.");
      case Reason.ScopeMissing(var scope) ->
          new Line(
              "scope_missing",
              "The API key lacks the scope "
                  + scope.wire()
                  + ", so it cannot resolve the credential. Send calls through the proxy, or create"
                  + " a key with this scope.");
    };
  }

  private Line plain(Reason.Plain reason, String name, String codeIfAllowed) {
    return switch (reason) {
      case OWN_PERSONAL -> allowed(codeIfAllowed, name, "It is their own personal credential.");
      case ADMINISTERS -> allowed(codeIfAllowed, name, "They administer the organization.");
      case EDITS_ANYWHERE ->
          allowed(codeIfAllowed, name, "Every editor of the organization uses it.");
      case AUDITS, OFF_BOARDS, FLOW_IN_SCOPE, FLOW_SHARED -> allowed(codeIfAllowed, name, "");
      case SUSPENDED ->
          new Line(
              "person_suspended",
              name + " is suspended. An owner or an admin can reactivate them.");
      case OTHER_ORGANIZATION, PERSONAL_OF_ANOTHER -> personalOfAnother();
      case NOT_IN_WORKSPACE -> notInWorkspace(name);
      case NOT_AN_EDITOR ->
          new Line(
              "role_too_low",
              "Editors use the credentials of the organization, and "
                  + name
                  + " is not an editor of any workspace. Make them one, or share the credential"
                  + " with them.");
      case KEY_OF_ANOTHER -> keyOfAnother(name);
      case KEY_LIMITED_AND_PERSONAL ->
          new Line(
              "personal_credential",
              "The credential is personal, and the API key is limited to workspaces. Change the"
                  + " credential's scope to one of these workspaces, or create a key without this"
                  + " limit.");
      case KEY_OUTSIDE_WORKSPACES -> keyOutsideWorkspaces();
      case MAY_NOT_RESOLVE ->
          new Line(
              "role_too_low",
              "Only keys of owners, admins and managers of a workspace resolve, and "
                  + name
                  + " is none of these. Send calls through the proxy.");
      case FLOW_OUTSIDE ->
          new Line(
              "flow_outside",
              "The flow is not in the credential's workspace. Share the credential with the flow's"
                  + " workspace.");
    };
  }

  private static Line allowed(String code, String name, String why) {
    return new Line(
        code,
        code.equals("may_resolve")
            ? "The API key can resolve it. " + why
            : name + " can use it. " + why);
  }

  private Line personalOfAnother() {
    return new Line(
        "personal_credential",
        "The credential is personal and belongs to "
            + owner
            + ", and nobody else uses it. Change its scope to a workspace or the organization.");
  }

  private Line notInWorkspace(String name) {
    return new Line(
        "other_workspace",
        name
            + " is not a member of the workspace “"
            + workspace
            + "”. Share the credential with them or with a workspace of theirs, or add them to “"
            + workspace
            + "”.");
  }

  private Line keyOfAnother(String name) {
    return new Line(
        "personal_credential",
        "The credential is personal and belongs to "
            + owner
            + ". An API key reaches only the personal credentials of its owner, "
            + name
            + ". Change its scope to a workspace or the organization, or have "
            + owner
            + " create the key.");
  }

  private Line keyOutsideWorkspaces() {
    return new Line(
        "key_limited_to_workspaces",
        "The API key is limited to workspaces, and “"
            + workspace
            + "” is not one of them. Share the credential with a workspace of the key, or create a"
            + " key for “"
            + workspace
            + "”.");
  }
}
