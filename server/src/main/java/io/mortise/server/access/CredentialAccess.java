package io.mortise.server.access;

import io.mortise.server.access.Grant.Grantee.ToPerson;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.ArrayList;
import java.util.List;

/** All that a decision about a credential depends on. */
public record CredentialAccess(
    OrganizationId organization, UserId owner, CredentialScope scope, List<Grant> grants) {
  public CredentialAccess {
    grants = List.copyOf(grants);
  }

  /** The same credential in another scope. */
  public CredentialAccess withScope(CredentialScope other) {
    return new CredentialAccess(organization, owner, other, grants);
  }

  /** The same credential with this grant in place of any that the grantee has. */
  public CredentialAccess with(Grant grant) {
    var all = new ArrayList<>(without(grant.to()).grants());
    all.add(grant);
    return new CredentialAccess(organization, owner, scope, all);
  }

  /** The same credential without what is granted to that person or workspace. */
  public CredentialAccess without(Grant.Grantee grantee) {
    return new CredentialAccess(
        organization,
        owner,
        scope,
        grants.stream().filter(grant -> !grant.to().equals(grantee)).toList());
  }

  /** Whether a grant lets this workspace use it. */
  public boolean grantedTo(WorkspaceId workspace) {
    return grants.stream()
        .anyMatch(g -> g.to() instanceof ToWorkspace(WorkspaceId id) && id.equals(workspace));
  }

  boolean grantedTo(UserId person) {
    return grants.stream()
        .anyMatch(g -> g.to() instanceof ToPerson(UserId id) && id.equals(person));
  }
}
