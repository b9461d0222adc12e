package io.mortise.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in sentences why a person or an API key may or may not use a credential, and what to do
 * about it. Decides nothing: {@link AccessPolicy} does, and a test holds both equal.
 */
public final class AccessReasons {
  private final CredentialAccess credential;
  private final String owner;
  private final String workspace;

  /**
   * A reason as people read it.
   *
   * @param code stable, for programs
   */
  public record Reason(String code, String sentence) {}

  /**
   * @param workspace name of the credential's workspace, if it is in one
   */
  public AccessReasons(CredentialAccess credential, String owner, @Nullable String workspace) {
    this.credential = credential;
    this.owner = owner;
    this.workspace = workspace == null ? "" : workspace;
  }

  public List<Reason> of(Person person) {
    return List.of(
        refusal(person)
            .orElseGet(
                () -> new Reason("may_use", person.name() + " can use it. " + whyAllowed(person))));
  }

  /** One reason where the key can do nothing; else one for resolving and one for calls. */
  public List<Reason> of(Caller byKey) {
    ApiKey key = byKey.key().orElseThrow();
    return unreached(key, byKey.person())
        .or(() -> refusal(byKey.person()))
        .or(() -> unusable(key))
        .map(List::of)
        .orElseGet(() -> ways(key, byKey));
  }

  private Optional<Reason> unreached(ApiKey key, Person person) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ when !person.id().equals(credential.owner()) ->
          Optional.of(personalOfAnother(person));
      case CredentialScope.Personal _ when key.limitedToWorkspaces() ->
          Optional.of(personalForALimitedKey());
      case CredentialScope.Workspace(var id)
          when !key.reachesWorkspace(id)
              && key.workspaces().stream().noneMatch(credential::grantedTo) ->
          Optional.of(outsideTheKeysWorkspaces());
      case CredentialScope other -> Optional.empty();
    };
  }

  private Reason personalOfAnother(Person person) {
    return new Reason(
        "personal_credential",
        "The credential is personal and belongs to "
            + owner
            + ". An API key reaches only the personal credentials of its own person, "
            + person.name()
            + ". Change its scope to a workspace or the organization, or have "
            + owner
            + " create the key.");
  }

  private static Reason personalForALimitedKey() {
    return new Reason(
        "personal_credential",
        "The credential is personal, and the API key is limited to workspaces. Change the"
            + " credential's scope to one of these workspaces, or create a key without this"
            + " limit.");
  }

  private Reason outsideTheKeysWorkspaces() {
    return new Reason(
        "key_limited_to_workspaces",
        "The API key is limited to workspaces, and “"
            + workspace
            + "” is not one of them. Share the credential with a workspace of the key, or create a"
            + " key for “"
            + workspace
            + "”.");
  }

  private static Optional<Reason> unusable(ApiKey key) {
    return key.has(ApiKeyScope.RUNTIME_CALL) || key.has(ApiKeyScope.RUNTIME_RESOLVE)
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "scope_missing",
                "The API key has neither the scope runtime:call, to send calls through the proxy,"
                    + " nor runtime:resolve, to get the secret. Create a key with one of them."));
  }

  private List<Reason> ways(ApiKey key, Caller byKey) {
    var reasons = new ArrayList<Reason>();
    reasons.add(resolving(key, byKey.person()));
    reasons.add(new Reason("may_call", "The API key can send calls with it through the proxy."));
    if (!key.flows().isEmpty()) {
      reasons.add(
          new Reason(
              "key_limited_to_flows",
              "The API key is limited to flows. Each request must name one of them that uses this"
                  + " credential (flow)."));
    }
    return List.copyOf(reasons);
  }

  private Reason resolving(ApiKey key, Person person) {
    if (!key.has(ApiKeyScope.RUNTIME_RESOLVE)) {
      return new Reason(
          "scope_missing",
          "The API key lacks the scope runtime:resolve, so it cannot resolve the credential. Send"
              + " calls through the proxy, or create a key with this scope.");
    }
    Level level = AccessPolicy.levelOf(person, credential);
    if (!level.includes(Level.MANAGE)) {
      return managesNot(person, level);
    }
    return AccessPolicy.mayMakeResolvingKey(person)
        ? new Reason("may_resolve", "The API key can resolve it. " + whyAllowed(person))
        : new Reason(
            "role_too_low",
            "Only keys of owners, admins and managers of a workspace resolve, and "
                + person.name()
                + " is none of these. Send calls through the proxy.");
  }

  private static Reason managesNot(Person person, Level level) {
    return new Reason(
        "level_too_low",
        "Resolving needs the level manage, and "
            + person.name()
            + ", whose key it is, has "
            + level.wire()
            + ". Send calls through the proxy, or share the credential with "
            + person.name()
            + " at the level manage.");
  }

  private Optional<Reason> refusal(Person person) {
    Level level = AccessPolicy.levelOf(person, credential);
    if (level.includes(Level.USE)) {
      return Optional.empty();
    }
    if (!person.active()) {
      return Optional.of(
          new Reason(
              "person_suspended",
              person.name() + " is suspended. An owner or an admin can reactivate them."));
    }
    return Optional.of(
        level == Level.NONE
            ? outside(person)
            : new Reason(
                "level_too_low",
                person.name()
                    + " has the level "
                    + level.wire()
                    + ", and using it needs the level use. Share the credential with them at the"
                    + " level use."));
  }

  private Reason outside(Person person) {
    return switch (credential.scope()) {
      case CredentialScope.Personal _ ->
          new Reason(
              "personal_credential",
              "The credential is personal and belongs to "
                  + owner
                  + ", and nobody else uses it. Change its scope to a workspace or the"
                  + " organization.");
      case CredentialScope.Workspace _ ->
          new Reason(
              "other_workspace",
              person.name()
                  + " is not a member of the workspace “"
                  + workspace
                  + "”. Share the credential with them or with a workspace of theirs, or add them to"
                  + " “"
                  + workspace
                  + "”.");
      case CredentialScope.Organization _ ->
          new Reason(
              "role_too_low",
              "Editors use the credentials of the organization, and "
                  + person.name()
                  + " is not an editor of any workspace. Make them one, or share the credential with"
                  + " them.");
    };
  }

  private String whyAllowed(Person person) {
    return AccessPolicy.decide(person, credential, Action.PICK).reason();
  }
}
