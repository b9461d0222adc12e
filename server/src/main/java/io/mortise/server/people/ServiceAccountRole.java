package io.mortise.server.people;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.InvalidRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role of a service account: one of a workspace, or admin of the organization. */
enum ServiceAccountRole {
  VIEWER(WorkspaceRole.VIEWER),
  EDITOR(WorkspaceRole.EDITOR),
  MANAGER(WorkspaceRole.MANAGER),
  ADMIN(null);

  private final @Nullable WorkspaceRole inWorkspace;

  ServiceAccountRole(@Nullable WorkspaceRole inWorkspace) {
    this.inWorkspace = inWorkspace;
  }

  /** Empty for {@link #ADMIN}. */
  Optional<WorkspaceRole> inWorkspace() {
    return Optional.ofNullable(inWorkspace);
  }

  OrganizationRole inOrganization() {
    return inWorkspace == null ? OrganizationRole.ADMIN : OrganizationRole.MEMBER;
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a requested role.
   *
   * @param ofWorkspace whether the service account belongs to a workspace
   */
  static ServiceAccountRole parse(@Nullable String wire, boolean ofWorkspace) {
    return Arrays.stream(values())
        .filter(role -> role.wire().equals(wire) && role.inWorkspace().isPresent() == ofWorkspace)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequest(
                    "/role",
                    ofWorkspace
                        ? "role must be viewer, editor or manager."
                        : "role must be admin. For another role, choose a workspace."));
  }
}
