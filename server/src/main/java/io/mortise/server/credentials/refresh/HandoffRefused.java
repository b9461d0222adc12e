package io.mortise.server.credentials.refresh;

import io.mortise.runtime.problem.Problem;

/** A hand-off that cannot become a credential. */
public final class HandoffRefused extends Problem {
  private HandoffRefused(String code, int status, String detail) {
    super(code, status, detail);
  }

  public static HandoffRefused gone() {
    return new HandoffRefused(
        "handoff_gone", 410, "This authorization was used or has expired. Authorize again.");
  }

  public static HandoffRefused notConnected() {
    return new HandoffRefused(
        "handoff_not_connected",
        409,
        "No account is connected yet. Finish the authorization at the service first.");
  }
}
