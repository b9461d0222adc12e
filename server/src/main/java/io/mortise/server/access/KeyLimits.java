package io.mortise.server.access;

import io.mortise.server.kernel.WorkspaceId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an API key is limited to, beside its scopes; an empty set is no limit.
 *
 * @param workspaces those whose credentials it reaches
 * @param flows those that it may name
 */
public record KeyLimits(Set<WorkspaceId> workspaces, Set<UUID> flows) {
  public static final KeyLimits NONE = new KeyLimits(Set.of(), Set.of());

  public KeyLimits {
    workspaces = Set.copyOf(workspaces);
    flows = Set.copyOf(flows);
  }

  /** The name of a limit that others would widen; empty if they only narrow these. */
  public Optional<String> widenedBy(KeyLimits others) {
    if (isWider(others.workspaces, workspaces)) {
      return Optional.of("workspaces");
    }
    return isWider(others.flows, flows) ? Optional.of("flows") : Optional.empty();
  }

  private static boolean isWider(Set<?> wanted, Set<?> present) {
    return !present.isEmpty() && (wanted.isEmpty() || !present.containsAll(wanted));
  }
}
