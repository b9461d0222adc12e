package io.mortise.server.signin;

import io.mortise.runtime.problem.Problem;

/** Somebody exists already. */
public final class AlreadySetUp extends Problem {
  AlreadySetUp() {
    super("already_set_up", 409, "This server is set up already. Sign in instead.");
  }
}
