package io.mortise.runtime.probe;

import io.mortise.runtime.problem.Problem;

/** A test was requested for a credential without a harmless call. */
public final class NothingToTest extends Problem {
  public NothingToTest() {
    super(
        "invalid_request",
        400,
        "There is no harmless call that would show whether this credential works. Give it a test"
            + " address, where it takes one, or save it untested.");
  }
}
