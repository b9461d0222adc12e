package io.mortise.server.access;

import io.mortise.server.access.Decision.Allowed;
import io.mortise.server.access.Decision.Denied;
import io.mortise.server.access.Grant.Grantee.ToPerson;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.kernel.OrganizationRole;
import java.util.Optional;

/**
 * Who may do what (the rules of product §4). Pure: the same facts give the same decision, and
 * listing, picking, resolving, editing, sharing and explaining all ask here.
 */
public final class AccessPolicy {
  private static final Denied ABSENT = new Denied(true, "It is outside what they may know of.");

  private AccessPolicy() {}

  /** What a person may do with a credential by their role, its scope and its grants. */
  public static Level levelOf(Person person, CredentialAccess credential) {
    if (!person.active() || !person.organization().equals(credential.organization())) {
      return Level.NONE;
    }
    return Level.higher(byScope(person, credential), byGrants(person, credential));
  }

  /** Whether a caller, a person's session or one of their API keys, may do this. */
  public static Decision decide(Caller caller, CredentialAccess credential, Action action) {
    Decision byPerson = decide(caller.person(), credential, action);
    if (byPerson.equals(ABSENT)) {
      return ABSENT;
    }
    return caller
        .key()
        .flatMap(key -> limitOf(key, caller.person(), credential, action))
        .<Decision>map(denied -> denied)
        .orElse(byPerson);
  }

  /** Whether a person may do this. */
  public static Decision decide(Person person, CredentialAccess credential, Action action) {
    Level level = levelOf(person, credential);
    if (level.includes(action.needed())) {
      return new Allowed(level, explain(person, credential, level));
    }
    if (level.includes(Level.SEE) && person.role() == OrganizationRole.AUDITOR && action.audits()) {
      return new Allowed(level, "Auditors read the record and metadata of what they see.");
    }
    if (offBoarding(person, credential) && action.offBoards()) {
      return new Allowed(
          Level.SEE,
          "Owners and admins may list, revoke and delete personal credentials, not use them.");
    }
    if (level == Level.NONE && !offBoarding(person, credential)) {
      return ABSENT;
    }
    return new Denied(
        false,
        "This needs the level " + action.needed().wire() + "; they have " + level.wire() + ".");
  }

  /**
   * Whether a key may obtain the secret itself. Its person must manage the credential, and be one
   * who may make such a key, now.
   */
  public static Decision decideResolve(Caller caller, CredentialAccess credential) {
    Person person = caller.person();
    ApiKey key = caller.key().orElse(null);
    if (key == null || !reaches(key, person, credential)) {
      return ABSENT;
    }
    if (!key.has(ApiKeyScope.RUNTIME_RESOLVE)) {
      // Told only to a key that may know of it: one that may send calls with it.
      return decide(caller, credential, Action.CALL).allowed()
          ? new Denied(false, "The API key lacks the scope runtime:resolve.")
          : ABSENT;
    }
    Decision call = decide(caller, credential, Action.CALL);
    if (!call.allowed()) {
      return ABSENT;
    }
    Level level = levelOf(person, credential);
    return level.includes(Level.MANAGE) && mayMakeResolvingKey(person)
        ? call
        : new Denied(
            false,
            "Resolving needs the level manage; the key's person has "
                + level.wire()
                + ". Send the call through the proxy instead.");
  }

  /** Whether one of Mortise's own flows may use a credential; asked again at every attempt. */
  public static Decision decideFlow(FlowAccess flow, CredentialAccess credential) {
    if (!flow.organization().equals(credential.organization())) {
      return ABSENT;
    }
    boolean granted =
        credential.grantedTo(flow.workspace())
            || (flow.ownerActive() && credential.grantedTo(flow.owner()));
    boolean byScope =
        switch (credential.scope()) {
          case CredentialScope.Organization _ -> true;
          case CredentialScope.Workspace(var workspace) -> workspace.equals(flow.workspace());
          case CredentialScope.Personal _ ->
              flow.ownerActive() && flow.owner().equals(credential.owner());
        };
    if (byScope) {
      return new Allowed(
          Level.USE,
          "The flow is within the credential's " + credential.scope().wire() + " scope.");
    }
    return granted
        ? new Allowed(Level.USE, "The credential is shared with the flow's workspace or owner.")
        : new Denied(
            false, "The credential is neither in the flow's workspace nor shared with it.");
  }

  /**
   * Whether a person may make a key that resolves: owners, admins, and managers for their
   * workspaces.
   */
  public static boolean mayMakeResolvingKey(Person person) {
    return person.active() && person.managesAnywhere();
  }

  /** Whether a person may put a credential into a scope, be it by making one or by widening. */
  public static boolean mayPlace(Person person, CredentialScope scope) {
    return person.active()
        && switch (scope) {
          case CredentialScope.Personal _ -> person.editsAnywhere();
          case CredentialScope.Workspace(var workspace) ->
              person.in(workspace).map(Membership::managesCredentials).orElse(false);
          case CredentialScope.Organization _ -> person.role().administers();
        };
  }

  /** The same for a caller: a key limited to workspaces puts nothing elsewhere. */
  public static boolean mayPlace(Caller caller, CredentialScope scope) {
    boolean withinKey =
        caller.key().filter(ApiKey::limitedToWorkspaces).isEmpty()
            || scope
                .workspace()
                .map(caller.key().orElseThrow().workspaces()::contains)
                .orElse(false);
    return withinKey && mayPlace(caller.person(), scope);
  }

  /**
   * Whether a caller may share with a workspace or a person: a limited key shares only with its
   * workspaces.
   */
  public static boolean mayShareWith(Caller caller, Grant.Grantee grantee) {
    var limited = caller.key().filter(ApiKey::limitedToWorkspaces);
    return limited.isEmpty()
        || (grantee instanceof ToWorkspace(var workspace)
            && limited.get().workspaces().contains(workspace));
  }

  /**
   * Owners, admins and auditors read the organization's record. A key of theirs needs the scope,
   * and none that is limited to workspaces reads what happened in all of them.
   */
  public static boolean mayReadAudit(Caller caller) {
    var role = caller.person().role();
    return caller.person().active()
        && (role.administers() || role == OrganizationRole.AUDITOR)
        && caller
            .key()
            .map(key -> key.has(ApiKeyScope.AUDIT_READ) && !key.limitedToWorkspaces())
            .orElse(true);
  }

  private static Level byScope(Person person, CredentialAccess credential) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ ->
          person.id().equals(credential.owner()) ? Level.MANAGE : Level.NONE;
      case CredentialScope.Workspace(var workspace) ->
          Level.higher(
              person.in(workspace).map(AccessPolicy::inWorkspace).orElse(Level.NONE),
              auditing(person));
      case CredentialScope.Organization _ -> Level.higher(inOrganization(person), auditing(person));
    };
  }

  private static Level inWorkspace(Membership membership) {
    if (membership.managesCredentials()) {
      return Level.MANAGE;
    }
    return membership.edits() ? Level.USE : Level.SEE;
  }

  private static Level inOrganization(Person person) {
    if (person.role().administers()) {
      return Level.MANAGE;
    }
    return person.editsAnywhere() ? Level.USE : Level.NONE;
  }

  /** Auditors read metadata of everything that is not personal. */
  private static Level auditing(Person person) {
    return person.role() == OrganizationRole.AUDITOR ? Level.SEE : Level.NONE;
  }

  private static Level byGrants(Person person, CredentialAccess credential) {
    return credential.grants().stream()
        .map(grant -> byGrant(person, grant))
        .reduce(Level.NONE, Level::higher);
  }

  private static Level byGrant(Person person, Grant grant) {
    return switch (grant.to()) {
      case ToPerson(var id) -> id.equals(person.id()) ? grant.level() : Level.NONE;
      // Sharing with a team is sharing with those who work in it: a viewer of the workspace only
      // sees.
      case ToWorkspace(var id) ->
          person.in(id).map(in -> in.edits() ? grant.level() : Level.SEE).orElse(Level.NONE);
    };
  }

  private static boolean offBoarding(Person person, CredentialAccess credential) {
    return person.active()
        && person.organization().equals(credential.organization())
        && person.role().administers()
        && credential.scope() instanceof CredentialScope.Personal;
  }

  /** What a key takes away from its person; empty where it takes away nothing. */
  private static Optional<Denied> limitOf(
      ApiKey key, Person person, CredentialAccess credential, Action action) {
    if (!reaches(key, person, credential)) {
      return Optional.of(ABSENT);
    }
    return scopeFor(action).map(key::has).orElse(true)
            || (action == Action.CALL && key.has(ApiKeyScope.RUNTIME_RESOLVE))
        ? Optional.empty()
        : Optional.of(
            new Denied(
                false,
                "The API key lacks the scope " + scopeFor(action).orElseThrow().wire() + "."));
  }

  private static Optional<ApiKeyScope> scopeFor(Action action) {
    return Optional.of(
        switch (action) {
          case SEE, PICK, VIEW_CONFIGURATION, VIEW_VERSIONS, VIEW_USAGE ->
              ApiKeyScope.CREDENTIALS_READ;
          case VIEW_AUDIT -> ApiKeyScope.AUDIT_READ;
          case CALL -> ApiKeyScope.RUNTIME_CALL;
          case TEST, REFRESH, EDIT, DUPLICATE, ROTATE, SHARE, REVOKE, RESTORE, DELETE ->
              ApiKeyScope.CREDENTIALS_WRITE;
        });
  }

  /**
   * A key reaches the credentials of its workspaces and of the organization, personal ones only of
   * its own person and only if it is not limited to workspaces.
   */
  private static boolean reaches(ApiKey key, Person person, CredentialAccess credential) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ ->
          person.id().equals(credential.owner()) && !key.limitedToWorkspaces();
      case CredentialScope.Organization _ -> true;
      case CredentialScope.Workspace(var workspace) ->
          key.reachesWorkspace(workspace)
              || key.workspaces().stream().anyMatch(credential::grantedTo);
    };
  }

  private static String explain(Person person, CredentialAccess credential, Level level) {
    if (byScope(person, credential) == level) {
      return switch (credential.scope()) {
        case CredentialScope.Personal _ -> "It is their own personal credential.";
        case CredentialScope.Workspace(var workspace) ->
            "Their role in its workspace is "
                + person.in(workspace).map(in -> in.role().wire()).orElse("auditor")
                + ".";
        case CredentialScope.Organization _ ->
            person.role().administers()
                ? "They administer the organization."
                : "Every editor of the organization uses it.";
      };
    }
    return "It is shared with them: " + level.wire() + ".";
  }
}
