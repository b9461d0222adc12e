package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts uses per credential, flow and day, in memory first and in the database every other second.
 * These are charts and <em>last used</em>; what must not be lost is in the audit log.
 */
@Component
public class CredentialUses {
  private static final Logger log = LoggerFactory.getLogger(CredentialUses.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<Key, Count> counts = new ConcurrentHashMap<>();

  private record Key(
      OrganizationId organization, CredentialId credential, String flow, LocalDate day) {}

  private static final class Count {
    final LongAdder ok = new LongAdder();
    final LongAdder failed = new LongAdder();
  }

  CredentialUses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void used(Credential credential, @Nullable String flow) {
    count(credential, flow).ok.increment();
  }

  void failed(Credential credential, @Nullable String flow) {
    count(credential, flow).failed.increment();
  }

  /** Writes what was counted; what cannot be written now is written later. */
  @PreDestroy
  @Scheduled(fixedDelay = 2_000)
  public void write() {
    for (Key key : List.copyOf(counts.keySet())) {
      Count count = counts.remove(key);
      if (count != null) {
        try {
          write(key, count.ok.sum(), count.failed.sum());
        } catch (DataAccessException e) {
          log.warn("Uses of {} are kept in memory: the database is away", key.credential());
          var again = counts.computeIfAbsent(key, k -> new Count());
          again.ok.add(count.ok.sum());
          again.failed.add(count.failed.sum());
          return;
        }
      }
    }
  }

  /** What the chart shows. */
  record CredentialUsage(List<UsageDay> days, List<UsageFlow> flows, long total) {}

  record UsageDay(LocalDate date, long ok, long failed) {}

  record UsageFlow(String id, String name, long ok, long failed) {}

  CredentialUsage usage(Credential credential, int days) {
    LocalDate since = today().minusDays(days - 1L);
    var perDay =
        jdbc.sql(
                """
                select d::date as day, coalesce(sum(u.ok), 0) as ok, coalesce(sum(u.failed), 0) as failed
                from generate_series(:since::date, :today::date, interval '1 day') d
                left join credential_use u
                  on u.organization = :organization and u.credential = :id and u.day = d::date
                group by d order by d
                """)
            .param("since", since)
            .param("today", today())
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .query(
                (row, n) ->
                    new UsageDay(
                        row.getObject("day", LocalDate.class),
                        row.getLong("ok"),
                        row.getLong("failed")))
            .list();
    var perFlow =
        jdbc.sql(
                """
                select flow, sum(ok) as ok, sum(failed) as failed from credential_use
                where organization = :organization and credential = :id and day >= :since
                group by flow order by sum(ok) + sum(failed) desc limit 100
                """)
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .param("since", since)
            .query(
                (row, n) ->
                    new UsageFlow(
                        row.getString("flow"),
                        row.getString("flow"),
                        row.getLong("ok"),
                        row.getLong("failed")))
            .list();
    return new CredentialUsage(
        perDay, perFlow, perDay.stream().mapToLong(day -> day.ok() + day.failed()).sum());
  }

  private Count count(Credential credential, @Nullable String flow) {
    var key =
        new Key(credential.organization(), credential.id(), flow == null ? "" : flow, today());
    return counts.computeIfAbsent(key, k -> new Count());
  }

  private void write(Key key, long ok, long failed) {
    Instant now = clock.instant();
    jdbc.sql(
            """
            with used as (
              update credential
              set last_used_at = case when :ok > 0 then greatest(last_used_at, :now) else last_used_at end
              where organization = :organization and id = :id returning id
            )
            insert into credential_use (organization, credential, flow, day, ok, failed)
            select :organization, id, :flow, :day, :ok, :failed from used
            on conflict (organization, credential, flow, day) do update
              set ok = credential_use.ok + excluded.ok, failed = credential_use.failed + excluded.failed
            """)
        .param("now", Times.sql(now))
        .param("organization", key.organization().value())
        .param("id", key.credential().value())
        .param("flow", key.flow())
        .param("day", key.day())
        .param("ok", ok)
        .param("failed", failed)
        .update();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
