package io.mortise.server.kernel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * So many a minute for each key, on this server (token bucket); more is 429 {@code rate_limited}.
 */
public final class RateLimit {
  private final int perMinute;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  public RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes one, or throws with the seconds to wait. */
  public void take(String key) {
    var taken = buckets.get(key, k -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!taken.isConsumed()) {
      throw Refused.rateLimited(
          TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill()) + 1);
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
