package io.mortise.runtime.call;

import java.time.Duration;

/** Limits the time of a call and the size of its answer. */
public record CallLimits(Duration connect, Duration total, int maxBody) {
  public static CallLimits standard() {
    return new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 10 * 1024 * 1024);
  }
}
