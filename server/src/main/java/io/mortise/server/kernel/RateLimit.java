package io.mortise.server.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * So many in a period for each key, on this server (token bucket); more is 429 {@code
 * rate_limited}.
 */
public final class RateLimit {
  private final int most;
  private final Duration period;
  private final boolean allAtOnce;
  private final TimeMeter time;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  public RateLimit(int perMinute) {
    this(perMinute, Duration.ofMinutes(1), Clock.systemUTC());
  }

  /** What was taken comes back one by one over the period. */
  public RateLimit(int most, Duration period, Clock clock) {
    this(most, period, false, clock);
  }

  private RateLimit(int most, Duration period, boolean allAtOnce, Clock clock) {
    this.most = most;
    this.period = period;
    this.allAtOnce = allAtOnce;
    this.time = new Elapsed(clock);
  }

  /** What was taken comes back when the period, which begins with the first one, is over. */
  public static RateLimit perInterval(int most, Duration period, Clock clock) {
    return new RateLimit(most, period, true, clock);
  }

  /** Takes one, or throws with the seconds to wait. */
  public void take(String key) {
    var taken = bucket(key).tryConsumeAndReturnRemaining(1);
    if (!taken.isConsumed()) {
      throw Refused.rateLimited(
          TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill()) + 1);
    }
  }

  /** Takes one if there is one. */
  public void tryTake(String key) {
    var unused = bucket(key).tryConsume(1);
  }

  public boolean isUsedUp(String key) {
    return bucket(key).getAvailableTokens() == 0;
  }

  /** What was taken does not count after all. */
  public void giveBack(String key) {
    bucket(key).addTokens(1);
  }

  private Bucket bucket(String key) {
    return buckets.get(
        key,
        k ->
            Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                    limit ->
                        allAtOnce
                            ? limit.capacity(most).refillIntervally(most, period)
                            : limit.capacity(most).refillGreedy(most, period))
                .build());
  }

  /** Time that has passed by a clock; while that goes back, none does. */
  private static final class Elapsed implements TimeMeter {
    private final Clock clock;
    private Instant last;
    private long nanos;

    Elapsed(Clock clock) {
      this.clock = clock;
      this.last = clock.instant();
    }

    @Override
    public synchronized long currentTimeNanos() {
      Instant now = clock.instant();
      nanos += Math.max(0, Duration.between(last, now).toNanos());
      last = now;
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
