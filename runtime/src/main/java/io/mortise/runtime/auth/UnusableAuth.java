package io.mortise.runtime.auth;

import io.mortise.runtime.problem.Problem;

/** A credential's values cannot be put on a request. Names the place, never the value. */
public final class UnusableAuth extends Problem {
  public UnusableAuth(String detail) {
    super("invalid_request", 400, detail);
  }
}
