package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of counted uses: per credential, day and user of the credential. */
@Component
public class UseRows {
  /** Stands for the key where a use was by none. */
  static final UUID NO_KEY = new UUID(0, 0);

  /** Of one credential; the flow is free text that engines choose. */
  private static final int MAX_FLOWS_A_DAY = 200;

  private static final int MAX_USED_FLOWS = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  UseRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Who used a credential on a day.
   *
   * @param apiKey {@link #NO_KEY} for a person
   * @param flow as the key's engine named it; empty where it named none
   */
  record User(
      OrganizationId organization,
      CredentialId credential,
      UUID apiKey,
      String flow,
      LocalDate day) {
    User withoutFlow() {
      return new User(organization, credential, apiKey, "", day);
    }
  }

  record CountedUses(User user, long ok, long failed) {}

  public record DayUses(LocalDate day, long ok, long failed) {}

  /**
   * @param key null where the use was by none
   * @param flow as the key's engine named it; null where it named none
   * @param lastAt to within some seconds; null for uses of releases that did not count it
   */
  public record UserUses(
      @Nullable ApiKeyId key,
      @Nullable String flow,
      long ok,
      long failed,
      @Nullable Instant lastAt) {
    long uses() {
      return ok + failed;
    }
  }

  public record FlowUses(String flow, long ok, long failed) {}

  /** Adds counts. Flows beyond the limit of a credential and day are counted as unnamed. */
  void add(List<CountedUses> counted) {
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
        .param(
            "organizations", array(counted, uses -> uses.user().organization().value().toString()))
        .param("credentials", array(counted, uses -> uses.user().credential().value().toString()))
        .param("apiKeys", array(counted, uses -> uses.user().apiKey().toString()))
        .param("flows", array(counted, uses -> uses.user().flow()))
        .param("days", array(counted, uses -> uses.user().day().toString()))
        .param("oks", array(counted, uses -> Long.toString(uses.ok())))
        .param("faileds", array(counted, uses -> Long.toString(uses.failed())))
        .param("flowsADay", MAX_FLOWS_A_DAY)
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** Every day of the range, also those without a use. */
  public List<DayUses> perDay(Credential credential, LocalDate since, LocalDate today) {
    return of(
            credential,
            """
            select d::date as day, coalesce(sum(u.ok), 0) as ok, coalesce(sum(u.failed), 0) as failed
            from generate_series(:since::date, :today::date, interval '1 day') d
            left join credential_use u
              on u.organization = :organization and u.credential = :id and u.day = d::date
            group by d order by d
            """)
        .param("since", since)
        .param("today", today)
        .query(
            (row, n) ->
                new DayUses(
                    row.getObject("day", LocalDate.class),
                    row.getLong("ok"),
                    row.getLong("failed")))
        .list();
  }

  /** Engines by their key and flow, most uses first; a person is no engine. */
  public List<UserUses> perUser(Credential credential, LocalDate since, int limit) {
    return of(
            credential,
            """
            select api_key, flow, sum(ok) as ok, sum(failed) as failed, max(last_at) as last_at
            from credential_use
            where organization = :organization and credential = :id and day >= :since
              and (api_key <> :noKey or flow <> '')
            group by api_key, flow
            order by sum(ok) + sum(failed) desc, api_key, flow limit :limit
            """)
        .param("since", since)
        .param("noKey", NO_KEY)
        .param("limit", limit)
        .query(
            (row, n) ->
                new UserUses(
                    key(row),
                    flow(row),
                    row.getLong("ok"),
                    row.getLong("failed"),
                    Times.find(row, "last_at")))
        .list();
  }

  /** Whichever key named the flow; most uses first, at most 100. */
  public List<FlowUses> perFlow(Credential credential, LocalDate since) {
    return of(
            credential,
            """
            select flow, sum(ok) as ok, sum(failed) as failed from credential_use
            where organization = :organization and credential = :id and day >= :since
            group by flow order by sum(ok) + sum(failed) desc, flow limit :most
            """)
        .param("since", since)
        .param("most", MAX_USED_FLOWS)
        .query(
            (row, n) ->
                new FlowUses(row.getString("flow"), row.getLong("ok"), row.getLong("failed")))
        .list();
  }

  private JdbcClient.StatementSpec of(Credential credential, String sql) {
    return jdbc.sql(sql)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value());
  }

  private static @Nullable ApiKeyId key(ResultSet row) throws SQLException {
    UUID key = row.getObject("api_key", UUID.class);
    return key.equals(NO_KEY) ? null : new ApiKeyId(key);
  }

  private static @Nullable String flow(ResultSet row) throws SQLException {
    String flow = row.getString("flow");
    return flow.isEmpty() ? null : flow;
  }

  private static <T> String[] array(List<T> from, Function<T, String> text) {
    return from.stream().map(text).toArray(String[]::new);
  }
}
