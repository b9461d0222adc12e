package io.mortise.server.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.credential.Attempt;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.Refused;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records refused attempts. The first of a kind is recorded at once; its repetitions within ten
 * seconds are counted and follow as one event, so that a broken engine cannot flood the record.
 */
@Component
public class Refusals {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int LONGEST_NAME = 80;

  private final AuditLog audit;
  private final Cache<Kind, Boolean> recent =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();
  private final Map<Kind, Repeated> repeated = new ConcurrentHashMap<>();

  private record Kind(UUID actor, String target, String reason) {}

  private record Repeated(AuditEvent event, AtomicLong times) {}

  Refusals(AuditLog audit) {
    this.audit = audit;
  }

  void record(
      Caller caller,
      @Nullable Credential credential,
      String asked,
      String reason,
      Attempt attempt) {
    String name = asked.substring(0, Math.min(asked.length(), LONGEST_NAME));
    Party target = credential == null ? Party.absentCredential(name) : credential.party();
    var event =
        AuditEvent.by(caller, AuditAction.CREDENTIAL_REFUSED, target)
            .ended(Outcome.REFUSED, reason)
            .claiming(attempt);
    var kind =
        new Kind(
            caller.key().map(key -> key.id().value()).orElse(caller.user().value()), name, reason);
    if (recent.asMap().putIfAbsent(kind, true) == null) {
      audit.record(event);
    } else {
      repeated
          .computeIfAbsent(kind, k -> new Repeated(event, new AtomicLong()))
          .times()
          .incrementAndGet();
    }
  }

  /** Writes the counted repetitions; what the database does not take now stays counted. */
  @PreDestroy
  @Scheduled(fixedDelay = 10_000)
  public void writeRepeated() {
    for (Kind kind : java.util.List.copyOf(repeated.keySet())) {
      Repeated counted = repeated.remove(kind);
      if (counted != null) {
        write(kind, counted);
      }
    }
  }

  private void write(Kind kind, Repeated counted) {
    try {
      audit.record(counted.event().withFact("repeated", Long.toString(counted.times().get())));
    } catch (Refused e) {
      repeated.merge(
          kind,
          counted,
          (now, before) -> {
            now.times().addAndGet(before.times().get());
            return now;
          });
    }
  }
}
