package io.mortise.server.credentials;

import io.mortise.server.access.Principal;
import io.mortise.server.credentials.store.Credential;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts uses per credential, day and user of the credential, in memory first and in the database
 * every other second. The user is the API key with the flow that it names. A use is a request that
 * was allowed, whether or not it succeeded; a refused one is no use. These are charts and <em>last
 * used</em>; what must not be lost is in the audit log.
 */
@Component
public class CredentialUses {
  private static final Logger log = LoggerFactory.getLogger(CredentialUses.class);

  private static final int MAX_IN_MEMORY = 20_000;
  private static final int BATCH_SIZE = 1_000;

  private final UseRows rows;
  private final Clock clock;
  private final Map<UseRows.User, Count> counts = new ConcurrentHashMap<>();

  private static final class Count {
    final LongAdder ok = new LongAdder();
    final LongAdder failed = new LongAdder();
  }

  CredentialUses(UseRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  void used(Principal principal, Credential credential, @Nullable String flow) {
    count(principal, credential, flow).ok.increment();
  }

  public void failed(Principal principal, Credential credential, @Nullable String flow) {
    count(principal, credential, flow).failed.increment();
  }

  /** Writes what was counted; what cannot be written now is written later. */
  @PreDestroy
  @Scheduled(fixedDelay = 2_000)
  public void write() {
    var keys = List.copyOf(counts.keySet());
    for (int from = 0; from < keys.size(); from += BATCH_SIZE) {
      var taken = take(keys.subList(from, Math.min(from + BATCH_SIZE, keys.size())));
      try {
        rows.add(counted(taken));
      } catch (DataAccessException e) {
        log.warn("Kept {} counts of uses in memory: the database is unavailable", taken.size());
        taken.forEach(this::putBack);
        return;
      }
    }
  }

  private Map<UseRows.User, Count> take(List<UseRows.User> keys) {
    var taken = new HashMap<UseRows.User, Count>();
    for (UseRows.User key : keys) {
      Count count = counts.remove(key);
      if (count != null) {
        taken.put(key, count);
      }
    }
    return taken;
  }

  private static List<UseRows.CountedUses> counted(Map<UseRows.User, Count> taken) {
    return taken.entrySet().stream()
        .map(
            entry ->
                new UseRows.CountedUses(
                    entry.getKey(), entry.getValue().ok.sum(), entry.getValue().failed.sum()))
        .toList();
  }

  private void putBack(UseRows.User key, Count count) {
    var again = counts.computeIfAbsent(key, k -> new Count());
    again.ok.add(count.ok.sum());
    again.failed.add(count.failed.sum());
  }

  private Count count(Principal principal, Credential credential, @Nullable String flow) {
    var key =
        new UseRows.User(
            credential.organization(),
            credential.id(),
            principal.inPerson() ? UseRows.NO_KEY : principal.actor(),
            flow == null ? "" : flow,
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    if (counts.size() >= MAX_IN_MEMORY && !counts.containsKey(key)) {
      key = key.withoutFlow();
    }
    return counts.computeIfAbsent(key, k -> new Count());
  }
}
