package io.mortise.server.credentials.store;

import io.mortise.runtime.problem.Problem;

/** A credential was named by its name, and it is not said in which workspace to look. */
final class AmbiguousName extends Problem {
  AmbiguousName(int workspaces) {
    super(
        "invalid_request",
        422,
        "The key has "
            + workspaces
            + " workspaces: say in «workspace» where to look for the name, or use the id.");
  }
}
