package io.mortise.server.access;

import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.Set;

/**
 * An API key as the rules see it.
 *
 * @param workspaces those it is limited to; empty means all of its owner's
 * @param flows ids of the flows it may name; empty means any
 */
public record ApiKey(
    ApiKeyId id,
    String name,
    Set<ApiKeyScope> scopes,
    Set<WorkspaceId> workspaces,
    Set<String> flows) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
    workspaces = Set.copyOf(workspaces);
    flows = Set.copyOf(flows);
  }

  public boolean has(ApiKeyScope scope) {
    return scopes.contains(scope);
  }

  public boolean limitedToWorkspaces() {
    return !workspaces.isEmpty();
  }

  public boolean limitedToFlows() {
    return !flows.isEmpty();
  }

  public boolean reachesWorkspace(WorkspaceId workspace) {
    return !limitedToWorkspaces() || workspaces.contains(workspace);
  }
}
