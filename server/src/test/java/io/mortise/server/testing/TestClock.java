package io.mortise.server.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The true time, plus what a test has moved it on; or a time that stands still. */
public final class TestClock extends Clock {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private volatile @Nullable Instant stopped;

  /** Moves time on, or back by a negative duration. */
  public void advance(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }

  /** Lets it be that time until the test says otherwise. */
  public void stopAt(Instant time) {
    stopped = time;
  }

  @Override
  public Instant instant() {
    Instant still = stopped;
    return (still == null ? Clock.systemUTC().instant() : still).plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Mortise reckons in UTC");
  }
}
