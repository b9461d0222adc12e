package io.mortise.server.access;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.Set;

/** An API key as the rules see it. */
public record ApiKey(ApiKeyId id, String name, Set<ApiKeyScope> scopes, KeyLimits limits) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  public boolean has(ApiKeyScope scope) {
    return scopes.contains(scope);
  }

  /** The workspaces that it is limited to; empty for all of its owner's. */
  public Set<WorkspaceId> workspaces() {
    return limits.workspaces();
  }

  public boolean limitedToWorkspaces() {
    return !limits.workspaces().isEmpty();
  }

  public boolean limitedToFlows() {
    return !limits.flows().isEmpty();
  }

  /** Whether it may name that flow, by its typed id. */
  public boolean mayNameFlow(String flow) {
    return !limitedToFlows()
        || TypedId.parse("flow", flow).filter(limits.flows()::contains).isPresent();
  }

  public boolean reachesWorkspace(WorkspaceId workspace) {
    return !limitedToWorkspaces() || limits.workspaces().contains(workspace);
  }
}
