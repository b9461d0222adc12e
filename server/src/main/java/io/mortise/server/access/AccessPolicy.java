package io.mortise.server.access;

import io.mortise.server.access.Decision.Allowed;
import io.mortise.server.access.Decision.Denied;
import io.mortise.server.access.Grant.Grantee.ToPrincipal;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.kernel.WorkspaceId;
import java.util.Optional;

/**
 * Who may do what (the rules of product §4). Pure: the same facts give the same decision, and
 * listing, picking, resolving, editing, sharing and explaining all ask here.
 */
public final class AccessPolicy {
  private AccessPolicy() {}

  /** What a member may do with a credential by their role, its scope and its grants. */
  public static Level levelOf(Member member, CredentialAccess credential) {
    if (!member.active() || !member.organization().equals(credential.organization())) {
      return Level.NONE;
    }
    return Level.higher(byScope(member, credential), byGrants(member, credential));
  }

  /** Whether a principal may do this: its member, within the limits of its API key. */
  public static Decision decide(Principal principal, CredentialAccess credential, Action action) {
    var unreached = principal.key().flatMap(key -> unreached(key, principal.member(), credential));
    if (unreached.isPresent()) {
      return hidden(unreached.get());
    }
    Decision byMember = decide(principal.member(), credential, action);
    return byMember.allowed()
        ? missingScope(principal, action).<Decision>map(AccessPolicy::denied).orElse(byMember)
        : byMember;
  }

  /** Whether a member may do this. */
  public static Decision decide(Member member, CredentialAccess credential, Action action) {
    Level level = levelOf(member, credential);
    if (level.includes(action.needed())) {
      return new Allowed(level, whyAllowed(member, credential, level));
    }
    if (level.includes(Level.SEE) && member.role() == OrganizationRole.AUDITOR && action.audits()) {
      return new Allowed(level, Reason.Plain.AUDITS);
    }
    boolean offBoarding = offBoarding(member, credential);
    if (offBoarding && action.offBoards()) {
      return new Allowed(Level.SEE, Reason.Plain.OFF_BOARDS);
    }
    return level == Level.NONE
        ? new Denied(!offBoarding, whyOutside(member, credential))
        : denied(new Reason.LevelTooLow(action.needed(), level));
  }

  /**
   * Whether a principal may obtain the secret itself; a person at a browser never does. Its member
   * must manage the credential, and be one who may make such a key, now.
   */
  public static Decision decideResolve(Principal principal, CredentialAccess credential) {
    Member member = principal.member();
    if (principal.inPerson()) {
      return hidden(new Reason.ScopeMissing(ApiKeyScope.RUNTIME_RESOLVE));
    }
    Decision call = decide(principal, credential, Action.CALL);
    if (!call.allowed()) {
      // Told only to a key that may know of the credential: one that may send calls with it.
      return hidden(call.reason());
    }
    if (!principal.holds(ApiKeyScope.RUNTIME_RESOLVE)) {
      return denied(new Reason.ScopeMissing(ApiKeyScope.RUNTIME_RESOLVE));
    }
    Level level = levelOf(member, credential);
    if (!level.includes(Level.MANAGE)) {
      return denied(new Reason.ResolveNeedsManage(level));
    }
    return mayMakeResolvingKey(member) ? call : denied(Reason.Plain.MAY_NOT_RESOLVE);
  }

  /** Whether one of Mortise's own flows may use a credential; asked again at every attempt. */
  public static Decision decideFlow(FlowAccess flow, CredentialAccess credential) {
    if (!flow.organization().equals(credential.organization())) {
      return hidden(Reason.Plain.OTHER_ORGANIZATION);
    }
    boolean byScope =
        switch (credential.scope()) {
          case CredentialScope.Organization _ -> true;
          case CredentialScope.Workspace(var workspace) -> workspace.equals(flow.workspace());
          case CredentialScope.Personal _ ->
              flow.ownerActive() && flow.owner().equals(credential.owner());
        };
    if (byScope) {
      return new Allowed(Level.USE, Reason.Plain.FLOW_IN_SCOPE);
    }
    boolean granted =
        credential.grantedTo(flow.workspace())
            || (flow.ownerActive() && credential.grantedTo(flow.owner()));
    return granted
        ? new Allowed(Level.USE, Reason.Plain.FLOW_SHARED)
        : denied(Reason.Plain.FLOW_OUTSIDE);
  }

  /**
   * Whether a person may make a key that resolves: owners, admins, and managers for their
   * workspaces.
   */
  public static boolean mayMakeResolvingKey(Member member) {
    return member.active() && member.managesAnywhere();
  }

  /** Whether a member manages what belongs to a workspace, or without one to the organization. */
  public static boolean mayManage(Member member, Optional<WorkspaceId> workspace) {
    return member.active()
        && workspace
            .map(id -> member.in(id).filter(in -> in.role() == WorkspaceRole.MANAGER).isPresent())
            .orElseGet(() -> member.role().administers());
  }

  /** Whether a person may put a credential into a scope, be it by making one or by widening. */
  public static boolean mayPlace(Member member, CredentialScope scope) {
    return member.active()
        && switch (scope) {
          case CredentialScope.Personal _ -> member.editsAnywhere();
          case CredentialScope.Workspace(var workspace) ->
              member.in(workspace).map(Membership::managesCredentials).orElse(false);
          case CredentialScope.Organization _ -> member.role().administers();
        };
  }

  /** The same for a caller: a key limited to workspaces puts nothing elsewhere. */
  public static boolean mayPlace(Principal principal, CredentialScope scope) {
    boolean withinKey =
        principal.key().filter(ApiKey::limitedToWorkspaces).isEmpty()
            || scope
                .workspace()
                .map(principal.key().orElseThrow().workspaces()::contains)
                .orElse(false);
    return withinKey && mayPlace(principal.member(), scope);
  }

  /**
   * Whether a caller may share with a workspace or a person: a limited key shares only with its
   * workspaces.
   */
  public static boolean mayShareWith(Principal principal, Grant.Grantee grantee) {
    var limited = principal.key().filter(ApiKey::limitedToWorkspaces);
    return limited.isEmpty()
        || (grantee instanceof ToWorkspace(var workspace)
            && limited.get().workspaces().contains(workspace));
  }

  /**
   * Owners, admins and auditors read the organization's record. A key of theirs needs the scope,
   * and none that is limited to workspaces reads what happened in all of them.
   */
  public static boolean mayReadAudit(Principal principal) {
    var role = principal.member().role();
    return principal.member().active()
        && (role.administers() || role == OrganizationRole.AUDITOR)
        && principal.holds(ApiKeyScope.AUDIT_READ)
        && principal.key().filter(ApiKey::limitedToWorkspaces).isEmpty();
  }

  private static Level byScope(Member member, CredentialAccess credential) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ ->
          member.id().equals(credential.owner()) ? Level.MANAGE : Level.NONE;
      case CredentialScope.Workspace(var workspace) ->
          Level.higher(
              member.in(workspace).map(AccessPolicy::inWorkspace).orElse(Level.NONE),
              auditing(member));
      case CredentialScope.Organization _ -> Level.higher(inOrganization(member), auditing(member));
    };
  }

  private static Level inWorkspace(Membership membership) {
    if (membership.managesCredentials()) {
      return Level.MANAGE;
    }
    return membership.edits() ? Level.USE : Level.SEE;
  }

  private static Level inOrganization(Member member) {
    if (member.role().administers()) {
      return Level.MANAGE;
    }
    return member.editsAnywhere() ? Level.USE : Level.NONE;
  }

  /** Auditors read metadata of everything that is not personal. */
  private static Level auditing(Member member) {
    return member.role() == OrganizationRole.AUDITOR ? Level.SEE : Level.NONE;
  }

  private static Level byGrants(Member member, CredentialAccess credential) {
    return credential.grants().stream()
        .map(grant -> byGrant(member, grant))
        .reduce(Level.NONE, Level::higher);
  }

  private static Level byGrant(Member member, Grant grant) {
    return switch (grant.to()) {
      case ToPrincipal(var id) -> id.equals(member.id()) ? grant.level() : Level.NONE;
      // Sharing with a team is sharing with those who work in it: a viewer of the workspace only
      // sees.
      case ToWorkspace(var id) ->
          member.in(id).map(in -> in.edits() ? grant.level() : Level.SEE).orElse(Level.NONE);
    };
  }

  private static boolean offBoarding(Member member, CredentialAccess credential) {
    return member.active()
        && member.organization().equals(credential.organization())
        && member.role().administers()
        && credential.scope() instanceof CredentialScope.Personal;
  }

  /** Why a member's level is {@link Level#NONE}. */
  private static Reason whyOutside(Member member, CredentialAccess credential) {
    if (!member.organization().equals(credential.organization())) {
      return Reason.Plain.OTHER_ORGANIZATION;
    }
    if (!member.active()) {
      return Reason.Plain.SUSPENDED;
    }
    return switch (credential.scope()) {
      case CredentialScope.Personal _ -> Reason.Plain.PERSONAL_OF_ANOTHER;
      case CredentialScope.Workspace _ -> Reason.Plain.NOT_IN_WORKSPACE;
      case CredentialScope.Organization _ -> Reason.Plain.NOT_AN_EDITOR;
    };
  }

  private static Reason whyAllowed(Member member, CredentialAccess credential, Level level) {
    if (byScope(member, credential) != level) {
      return new Reason.SharedAt(level);
    }
    return switch (credential.scope()) {
      case CredentialScope.Personal _ -> Reason.Plain.OWN_PERSONAL;
      case CredentialScope.Workspace(var workspace) ->
          new Reason.InWorkspace(member.in(workspace).map(Membership::role));
      case CredentialScope.Organization _ ->
          member.role().administers() ? Reason.Plain.ADMINISTERS : Reason.Plain.EDITS_ANYWHERE;
    };
  }

  /** The scope that a principal lacks for an action; empty where it lacks none. */
  private static Optional<Reason> missingScope(Principal principal, Action action) {
    ApiKeyScope needed = scopeFor(action);
    boolean held =
        principal.holds(needed)
            || (action == Action.CALL && principal.holds(ApiKeyScope.RUNTIME_RESOLVE));
    return held ? Optional.empty() : Optional.of(new Reason.ScopeMissing(needed));
  }

  private static ApiKeyScope scopeFor(Action action) {
    return switch (action) {
      case SEE, PICK, VIEW_CONFIGURATION, VIEW_VERSIONS, VIEW_USAGE -> ApiKeyScope.CREDENTIALS_READ;
      case VIEW_AUDIT -> ApiKeyScope.AUDIT_READ;
      case CALL -> ApiKeyScope.RUNTIME_CALL;
      case TEST, REFRESH, EDIT, DUPLICATE, ROTATE, SHARE, REVOKE, RESTORE, DELETE ->
          ApiKeyScope.CREDENTIALS_WRITE;
    };
  }

  /**
   * Why a key does not reach a credential. It reaches those of its workspaces and of the
   * organization, personal ones only of its own member and only if it is not limited to workspaces.
   */
  private static Optional<Reason> unreached(
      ApiKey key, Member member, CredentialAccess credential) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ when !member.id().equals(credential.owner()) ->
          Optional.of(Reason.Plain.KEY_OF_ANOTHER);
      case CredentialScope.Personal _ ->
          key.limitedToWorkspaces()
              ? Optional.of(Reason.Plain.KEY_LIMITED_AND_PERSONAL)
              : Optional.empty();
      case CredentialScope.Organization _ -> Optional.empty();
      case CredentialScope.Workspace(var workspace) ->
          key.reachesWorkspace(workspace)
                  || key.workspaces().stream().anyMatch(credential::grantedTo)
              ? Optional.empty()
              : Optional.of(Reason.Plain.KEY_OUTSIDE_WORKSPACES);
    };
  }

  private static Denied denied(Reason reason) {
    return new Denied(false, reason);
  }

  private static Denied hidden(Reason reason) {
    return new Denied(true, reason);
  }
}
