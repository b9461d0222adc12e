package io.mortise.server.access;

import io.mortise.server.access.Grant.Grantee.ToPrincipal;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.ArrayList;
import java.util.List;

/** All that a decision about a credential depends on. */
public record CredentialAccess(
    OrganizationId organization, PrincipalId owner, CredentialScope scope, List<Grant> grants) {
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

  /** The same credential without what is granted to that principal or workspace. */
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

  boolean grantedTo(PrincipalId principal) {
    return grants.stream()
        .anyMatch(g -> g.to() instanceof ToPrincipal(PrincipalId id) && id.equals(principal));
  }
}
