package io.mortise.server.access;

/**
 * A person's place in one workspace; <em>manage credentials</em> can be given to an editor by
 * itself.
 */
public record Membership(WorkspaceRole role, boolean manageCredentials) {
  public static Membership of(WorkspaceRole role) {
    return new Membership(role, false);
  }

  public boolean managesCredentials() {
    return role == WorkspaceRole.MANAGER || (role == WorkspaceRole.EDITOR && manageCredentials);
  }

  public boolean edits() {
    return role != WorkspaceRole.VIEWER;
  }
}
