package io.mortise.server.credentials.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mortise.runtime.credential.EventContext;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Characters;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records refused attempts. The first of a kind is recorded at once; its repetitions within ten
 * seconds are counted and follow as one event, so that a broken engine cannot flood the record.
 */
@Component
public class Refusals {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int MAX_NAME = 80;
  private static final int MAX_GUESSES = 20;

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private final AuditLog audit;
  private final Cache<Kind, Boolean> recent =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();
  private final Cache<UUID, AtomicInteger> guesses =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();
  private final Map<Kind, Repeated> repeated = new ConcurrentHashMap<>();

  private record Kind(UUID actor, String target, String reason) {}

  private record Repeated(AuditEvent event, AtomicLong times) {}

  Refusals(AuditLog audit) {
    this.audit = audit;
  }

  /** An attempt to use a credential that is there. */
  public void record(
      Principal principal, Credential credential, String reason, EventContext context) {
    record(
        principal,
        credential.id().toString(),
        refusal(principal, credential.party(), reason).inContext(context));
  }

  /**
   * An attempt to use what is not there. Beyond some names in a window the rest is counted
   * together: a key that guesses must not fill the record with its guesses.
   */
  public void recordAbsent(Principal principal, String asked, String reason, EventContext context) {
    String name = Characters.first(MAX_NAME, asked);
    int before = guesses.get(principal.actor(), key -> new AtomicInteger()).getAndIncrement();
    record(
        principal,
        before < MAX_GUESSES ? name : "",
        refusal(principal, Party.absentCredential(name), reason).inContext(context));
  }

  /** Something else that a person or a script wanted to do with a credential. */
  public void record(Principal principal, Credential credential, Action wanted) {
    String action = wanted.name().toLowerCase(Locale.ROOT);
    record(
        principal,
        credential.id() + " " + action,
        refusal(principal, credential.party(), "not_permitted").withFact("wanted", action));
  }

  private void record(Principal principal, String target, AuditEvent event) {
    var kind = new Kind(principal.actor(), target, String.valueOf(event.how().reason()));
    if (recent.asMap().putIfAbsent(kind, true) == null) {
      audit.record(event);
    } else {
      repeated
          .computeIfAbsent(kind, k -> new Repeated(event, new AtomicLong()))
          .times()
          .incrementAndGet();
    }
  }

  private static AuditEvent refusal(Principal principal, Party target, String reason) {
    return AuditEvent.by(principal, AuditAction.CREDENTIAL_REFUSED, target)
        .ended(Outcome.REFUSED, reason);
  }

  /** Writes the counted repetitions; what the database does not take now stays counted. */
  @PreDestroy
  @Scheduled(fixedDelay = 10_000)
  public void writeRepeated() {
    for (Kind kind : List.copyOf(repeated.keySet())) {
      Repeated counted = repeated.remove(kind);
      if (counted != null) {
        write(kind, counted);
      }
    }
  }

  private void write(Kind kind, Repeated counted) {
    try {
      audit.record(counted.event().withFact("repeated", Long.toString(counted.times().get())));
    } catch (RuntimeException e) {
      log.warn("Counted refusals wait for the database ({})", e.getClass().getSimpleName());
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
