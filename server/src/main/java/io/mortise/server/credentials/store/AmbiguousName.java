package io.mortise.server.credentials.store;

import io.mortise.runtime.problem.Problem;

/** A request names a credential by its name and does not say in which workspace to look. */
public final class AmbiguousName extends Problem {
  public AmbiguousName(int workspaces) {
    super(
        "invalid_request",
        422,
        "The key has "
            + workspaces
            + " workspaces: say in «workspace» where to look for the name, or use the id.");
  }
}
