package io.mortise.server.credentials.refresh;

import io.mortise.runtime.problem.Problem;
import java.time.Duration;
import java.util.Map;

/** There is no access token at the moment. */
public final class RefreshFailed extends Problem {
  private final Map<String, Object> members;

  private RefreshFailed(String code, int status, String detail, Map<String, Object> members) {
    super(code, status, detail);
    this.members = members;
  }

  /** The token endpoint has not answered yet, or another server is asking it. */
  static RefreshFailed underWay() {
    return new RefreshFailed(
        "unavailable",
        503,
        "The access token is being refreshed, and the service has not answered yet. Try again"
            + " shortly.",
        Map.of("cause", "refreshing", "retryAfterSeconds", 1));
  }

  /**
   * The last attempt failed, and the next one is not made yet.
   *
   * @param error why the last one failed, as a sentence
   */
  static RefreshFailed waiting(String error, Duration wait) {
    return failed(error, Math.max(1, wait.toSeconds()));
  }

  static RefreshFailed failed(String error, long retryAfterSeconds) {
    return new RefreshFailed(
        "refresh_failed",
        502,
        "No access token: " + error + " Mortise tries again in " + retryAfterSeconds + " s.",
        Map.of("retryAfterSeconds", retryAfterSeconds));
  }

  @Override
  public Map<String, Object> members() {
    return members;
  }
}
