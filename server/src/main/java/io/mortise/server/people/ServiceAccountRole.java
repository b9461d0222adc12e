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
  ADMIN(null),
  /** Taken out of its workspace: it may do nothing until it is given a role again. */
  NONE(null);

  private final @Nullable WorkspaceRole inWorkspace;

  ServiceAccountRole(@Nullable WorkspaceRole inWorkspace) {
    this.inWorkspace = inWorkspace;
  }

  /** Empty for {@link #ADMIN} and {@link #NONE}. */
  Optional<WorkspaceRole> inWorkspace() {
    return Optional.ofNullable(inWorkspace);
  }

  OrganizationRole inOrganization() {
    return this == ADMIN ? OrganizationRole.ADMIN : OrganizationRole.MEMBER;
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether somebody with this role can do more than with another. */
  boolean isAbove(ServiceAccountRole other) {
    return other == NONE ? this != NONE : this != NONE && compareTo(other) > 0;
  }

  /**
   * @param role null where the account has no role in its workspace
   */
  static ServiceAccountRole ofRow(@Nullable String role) {
    return role == null ? NONE : valueOf(role.toUpperCase(Locale.ROOT));
  }

  /**
   * Reads a requested role.
   *
   * @param ofWorkspace whether the service account belongs to a workspace
   */
  static ServiceAccountRole parse(@Nullable String wire, boolean ofWorkspace) {
    return Arrays.stream(values())
        .filter(role -> role != NONE && role.wire().equals(wire))
        .filter(role -> role.inWorkspace().isPresent() == ofWorkspace)
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
