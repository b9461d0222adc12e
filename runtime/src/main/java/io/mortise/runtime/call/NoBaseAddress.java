package io.mortise.runtime.call;

import io.mortise.runtime.problem.Problem;

/** The target of a call is unknown: the credential has no base address and several hosts. */
public final class NoBaseAddress extends Problem {
  public NoBaseAddress() {
    super(
        "invalid_request",
        422,
        "This credential has no base address. Set its baseUrl, or give it exactly one host.");
  }
}
