package io.mortise.server.apikeys;

import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.MemberRepository;
import io.mortise.server.people.ServiceAccounts;
import io.mortise.server.people.Workspaces;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose rights an API key has: a person's, or those of a service account. */
@Component
final class ApiKeyOwners {
  private final ServiceAccounts accounts;
  private final MemberRepository members;
  private final Workspaces workspaces;

  ApiKeyOwners(ServiceAccounts accounts, MemberRepository members, Workspaces workspaces) {
    this.accounts = accounts;
    this.members = members;
    this.workspaces = workspaces;
  }

  /**
   * @param account null for a key of one's own
   * @throws Refused 404 for a service account that the person does not manage
   */
  Member ofNewKey(Principal.SignedIn person, @Nullable ServiceAccountId account) {
    return account == null ? person.member() : accounts.requireManaged(person, account);
  }

  /** The owner of a key that the person may know of. */
  Member of(Principal.SignedIn person, StoredApiKey key) {
    return switch (key.owner().id()) {
      case UserId user ->
          members
              .find(person.organization(), user)
              .orElseThrow(() -> Refused.notFound("The API key"));
      case ServiceAccountId account -> accounts.requireManaged(person, account);
    };
  }

  /** A key is limited only to workspaces that its owner is in. */
  void requireWorkspaces(Member owner, Collection<WorkspaceId> wanted) {
    for (WorkspaceId workspace : wanted) {
      if (!workspaces.hasMember(workspace, owner)) {
        throw new InvalidRequest(
            "/workspaces",
            (owner.id() instanceof UserId ? owner.name() + " is" : "The service account is")
                + " not a member of the workspace "
                + workspace
                + ".");
      }
    }
  }
}
