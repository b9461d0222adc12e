package io.mortise.runtime.call;

import java.time.Duration;

/** How long a call may take and how much it may answer. */
public record CallLimits(Duration connect, Duration total, int maxBody) {
  public static CallLimits standard() {
    return new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 10 * 1024 * 1024);
  }
}
