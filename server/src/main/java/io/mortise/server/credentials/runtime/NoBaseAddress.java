package io.mortise.server.credentials.runtime;

import io.mortise.runtime.problem.Problem;

/**
 * The proxy does not know where to send: the credential has no base address and not exactly one
 * host.
 */
final class NoBaseAddress extends Problem {
  NoBaseAddress() {
    super(
        "invalid_request",
        422,
        "This credential has no base address: set its baseUrl, or give it exactly one host.");
  }
}
