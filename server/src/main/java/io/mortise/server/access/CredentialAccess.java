package io.mortise.server.access;

import io.mortise.server.access.Grant.Grantee.ToPerson;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.List;

/** All that a decision about a credential depends on. */
public record CredentialAccess(
    OrganizationId organization, UserId owner, CredentialScope scope, List<Grant> grants) {
  public CredentialAccess {
    grants = List.copyOf(grants);
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
