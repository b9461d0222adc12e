package io.mortise.server.access;

import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;

/** Gives a person or a whole workspace more than the scope does: use, view or manage. */
public record Grant(Grantee to, Level level) {
  public Grant {
    if (!level.includes(Level.USE)) {
      throw new IllegalArgumentException("A grant is use, view or manage");
    }
  }

  /** Who a grant is for. */
  public sealed interface Grantee {
    record ToPerson(UserId person) implements Grantee {}

    record ToWorkspace(WorkspaceId workspace) implements Grantee {}
  }
}
