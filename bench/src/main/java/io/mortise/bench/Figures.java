package io.mortise.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many in a time, and how long they took: median, 95th and 99th of a hundred, in nanoseconds.
 */
record Figures(long count, double perSecond, long p50, long p95, long p99) {

  static Figures of(long[] nanos, Duration time) {
    Arrays.sort(nanos);
    double seconds = time.toNanos() / 1e9;
    return new Figures(
        nanos.length, nanos.length / seconds, at(nanos, 0.50), at(nanos, 0.95), at(nanos, 0.99));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,10.0f/s   p50 %7.2f ms   p95 %7.2f ms   p99 %7.2f ms",
        perSecond,
        p50 / 1e6,
        p95 / 1e6,
        p99 / 1e6);
  }

  private static long at(long[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * quantile))];
  }
}
