package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts uses per credential, day and user of the credential, in memory first and in the database
 * every other second. The user is the API key with the flow that it names. These are charts and
 * <em>last used</em>; what must not be lost is in the audit log.
 */
@Component
public class CredentialUses {
  private static final Logger log = LoggerFactory.getLogger(CredentialUses.class);

  /** Of one credential; the flow is free text that engines choose. */
  private static final int FLOWS_A_DAY = 200;

  private static final int KEYS_IN_MEMORY = 20_000;
  private static final int AT_ONCE = 1_000;

  /** For what is no API key. */
  private static final UUID NO_KEY = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<Key, Count> counts = new ConcurrentHashMap<>();

  private record Key(
      OrganizationId organization,
      CredentialId credential,
      UUID apiKey,
      String flow,
      LocalDate day) {
    Key withoutFlow() {
      return new Key(organization, credential, apiKey, "", day);
    }
  }

  private static final class Count {
    final LongAdder ok = new LongAdder();
    final LongAdder failed = new LongAdder();
  }

  CredentialUses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
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
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      var taken = take(keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
      try {
        write(taken);
      } catch (DataAccessException e) {
        log.warn("{} counts of uses are kept in memory: the database is away", taken.size());
        taken.forEach(this::putBack);
        return;
      }
    }
  }

  private Map<Key, Count> take(List<Key> keys) {
    var taken = new HashMap<Key, Count>();
    for (Key key : keys) {
      Count count = counts.remove(key);
      if (count != null) {
        taken.put(key, count);
      }
    }
    return taken;
  }

  private void putBack(Key key, Count count) {
    var again = counts.computeIfAbsent(key, k -> new Count());
    again.ok.add(count.ok.sum());
    again.failed.add(count.failed.sum());
  }

  private Count count(Principal principal, Credential credential, @Nullable String flow) {
    var key =
        new Key(
            credential.organization(),
            credential.id(),
            principal.key().map(apiKey -> apiKey.id().value()).orElse(NO_KEY),
            flow == null ? "" : flow,
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    if (counts.size() >= KEYS_IN_MEMORY && !counts.containsKey(key)) {
      key = key.withoutFlow();
    }
    return counts.computeIfAbsent(key, k -> new Count());
  }

  /** Flows beyond the limit of a credential and day are counted as unnamed. */
  private void write(Map<Key, Count> taken) {
    var keys = List.copyOf(taken.keySet());
    var values = keys.stream().map(taken::get).toList();
    jdbc.sql(
            """
            with entered as (
              select * from unnest(:organizations::uuid[], :credentials::uuid[], :apiKeys::uuid[],
                                   :flows::text[], :days::date[], :oks::bigint[], :faileds::bigint[])
                as e (organization, credential, api_key, flow, day, ok, failed)
            ), held as materialized (
              select c.organization, c.id from credential c
              where (c.organization, c.id) in (select organization, credential from entered)
              order by c.id for no key update
            ), placed as (
              select e.*, e.flow = '' or u.flow is not null as known,
                     row_number() over (partition by e.organization, e.credential, e.day, u.flow is null
                                        order by e.flow = '' desc, e.flow, e.api_key) as place
              from entered e join held h on h.organization = e.organization and h.id = e.credential
              left join credential_use u
                on u.organization = e.organization and u.credential = e.credential
                and u.api_key = e.api_key and u.flow = e.flow and u.day = e.day
            ), full_days as (
              select u.organization, u.credential, u.day, count(*) as flows from credential_use u
              where u.flow <> '' and (u.organization, u.credential, u.day)
                    in (select organization, credential, day from placed where not known)
              group by 1, 2, 3
            ), counted as (
              select p.organization, p.credential, p.day, p.api_key,
                     case when p.known or p.place + coalesce(f.flows, 0) <= :flowsADay then p.flow else '' end as flow,
                     sum(p.ok) as ok, sum(p.failed) as failed
              from placed p left join full_days f
                on f.organization = p.organization and f.credential = p.credential and f.day = p.day
              group by 1, 2, 3, 4, 5
            ), used as (
              update credential c set last_used_at = greatest(c.last_used_at, :now)
              where (c.organization, c.id) in (select organization, credential from counted where ok > 0)
            )
            insert into credential_use (organization, credential, day, api_key, flow, ok, failed, last_at)
            select organization, credential, day, api_key, flow, ok, failed, :now from counted
            on conflict (organization, credential, day, api_key, flow) do update
              set ok = least(credential_use.ok + excluded.ok, 9007199254740991),
                  failed = least(credential_use.failed + excluded.failed, 9007199254740991),
                  last_at = excluded.last_at
            """)
        .param("organizations", array(keys, key -> key.organization().value().toString()))
        .param("credentials", array(keys, key -> key.credential().value().toString()))
        .param("apiKeys", array(keys, key -> key.apiKey().toString()))
        .param("flows", array(keys, Key::flow))
        .param("days", array(keys, key -> key.day().toString()))
        .param("oks", array(values, count -> Long.toString(count.ok.sum())))
        .param("faileds", array(values, count -> Long.toString(count.failed.sum())))
        .param("flowsADay", FLOWS_A_DAY)
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  private static <T> String[] array(List<T> from, Function<T, String> text) {
    return from.stream().map(text).toArray(String[]::new);
  }
}
