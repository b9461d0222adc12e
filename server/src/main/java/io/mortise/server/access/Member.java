package io.mortise.server.access;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.Map;
import java.util.Optional;

/**
 * A person or a service account as the rules see them: what they are in the organization and in
 * each workspace, now.
 */
public record Member(
    OrganizationId organization,
    PrincipalId id,
    String name,
    OrganizationRole role,
    boolean active,
    Map<WorkspaceId, Membership> workspaces) {

  public Member {
    workspaces = Map.copyOf(workspaces);
  }

  /** The member's place in a workspace; owners and admins are managers of every one. */
  public Optional<Membership> in(WorkspaceId workspace) {
    return role.administers()
        ? Optional.of(Membership.of(WorkspaceRole.MANAGER))
        : Optional.ofNullable(workspaces.get(workspace));
  }

  public boolean editsAnywhere() {
    return role.administers() || workspaces.values().stream().anyMatch(Membership::edits);
  }

  /** Whether there is a workspace in whose scope the member may put a credential. */
  public boolean managesCredentialsAnywhere() {
    return role.administers()
        || workspaces.values().stream().anyMatch(Membership::managesCredentials);
  }

  public boolean managesAnywhere() {
    return role.administers()
        || workspaces.values().stream().anyMatch(m -> m.role() == WorkspaceRole.MANAGER);
  }
}
