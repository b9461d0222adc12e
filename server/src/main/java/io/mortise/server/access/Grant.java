package io.mortise.server.access;

import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;

/**
 * Gives a person, a service account or a whole workspace more than the scope does: use, view or
 * manage.
 */
public record Grant(Grantee to, Level level) {
  public Grant {
    if (!level.includes(Level.USE)) {
      throw new IllegalArgumentException("A grant is use, view or manage");
    }
  }

  /** Who a grant is for. */
  public sealed interface Grantee {
    record ToPrincipal(PrincipalId principal) implements Grantee {}

    record ToWorkspace(WorkspaceId workspace) implements Grantee {}
  }
}
