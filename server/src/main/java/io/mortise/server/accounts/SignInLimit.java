package io.mortise.server.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.mortise.server.kernel.Refused;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: ten attempts a minute for one address and e-mail together, sixty for an
 * address. Nobody can lock somebody else out, because another address has limits of its own.
 */
@Component
class SignInLimit {
  private static final int PER_PERSON = 10;
  private static final int PER_ADDRESS = 60;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  void take(String address, String email) {
    take(address, PER_ADDRESS);
    take(address + " " + email.strip().toLowerCase(Locale.ROOT), PER_PERSON);
  }

  private void take(String key, int perMinute) {
    var bucket =
        buckets.get(
            key,
            k ->
                Bucket.builder()
                    .addLimit(
                        limit ->
                            limit
                                .capacity(perMinute)
                                .refillGreedy(perMinute, Duration.ofMinutes(1)))
                    .build());
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refused.rateLimited(
          TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1);
    }
  }
}
