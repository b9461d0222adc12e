package io.mortise.server.credentials.browse;

import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how often a credential was used, on which days and by which users of it. */
@Component
class UsageReader {
  private static final int MAX_USERS = 100;
  private static final UUID NO_KEY = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final Clock clock;

  UsageReader(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The uses of a number of days, today (in UTC) included.
   *
   * @param flows the same uses by the flow that was named, whichever key named it
   */
  record CredentialUsage(
      List<UsageDay> days, List<UsageUser> users, List<UsageFlow> flows, long total) {}

  record UsageDay(LocalDate date, long ok, long failed) {}

  /**
   * A flow of Mortise, or an API key together with the flow that it names.
   *
   * @param flow as the key's engine named it; null where it named none
   * @param lastAt to within some seconds; null for uses of releases that did not count it
   */
  record UsageUser(
      @Schema(allowableValues = {"flow", "key"}) String type,
      String id,
      String name,
      @Nullable String flow,
      long ok,
      long failed,
      @Nullable Instant lastAt) {}

  record UsageFlow(String id, String name, long ok, long failed) {}

  CredentialUsage usage(Credential credential, int days) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate since = today.minusDays(days - 1L);
    var perDay =
        of(
                credential,
                since,
                """
                select d::date as day, coalesce(sum(u.ok), 0) as ok, coalesce(sum(u.failed), 0) as failed
                from generate_series(:since::date, :today::date, interval '1 day') d
                left join credential_use u
                  on u.organization = :organization and u.credential = :id and u.day = d::date
                group by d order by d
                """)
            .param("today", today)
            .query(
                (row, n) ->
                    new UsageDay(
                        row.getObject("day", LocalDate.class),
                        row.getLong("ok"),
                        row.getLong("failed")))
            .list();
    return new CredentialUsage(
        perDay,
        users(credential, since),
        flows(credential, since),
        perDay.stream().mapToLong(day -> day.ok() + day.failed()).sum());
  }

  private List<UsageUser> users(Credential credential, LocalDate since) {
    return of(
            credential,
            since,
            """
            select u.api_key, u.flow, k.name, sum(u.ok) as ok, sum(u.failed) as failed, max(u.last_at) as last_at
            from credential_use u
            left join api_key k on k.organization = u.organization and k.id = u.api_key
            where u.organization = :organization and u.credential = :id and u.day >= :since
              and (u.api_key <> :noKey or u.flow <> '')
            group by u.api_key, u.flow, k.name
            order by sum(u.ok) + sum(u.failed) desc, u.api_key, u.flow limit :most
            """)
        .param("noKey", NO_KEY)
        .param("most", MAX_USERS)
        .query((row, n) -> user(row))
        .list();
  }

  private static UsageUser user(ResultSet row) throws SQLException {
    UUID key = row.getObject("api_key", UUID.class);
    String flow = row.getString("flow");
    boolean byKey = !key.equals(NO_KEY);
    String name = row.getString("name");
    return new UsageUser(
        byKey ? "key" : "flow",
        byKey ? new ApiKeyId(key).toString() : flow,
        byKey ? (name == null ? "" : name) : flow,
        byKey && !flow.isEmpty() ? flow : null,
        row.getLong("ok"),
        row.getLong("failed"),
        Times.find(row, "last_at"));
  }

  private List<UsageFlow> flows(Credential credential, LocalDate since) {
    return of(
            credential,
            since,
            """
            select flow, sum(ok) as ok, sum(failed) as failed from credential_use
            where organization = :organization and credential = :id and day >= :since
            group by flow order by sum(ok) + sum(failed) desc, flow limit :most
            """)
        .param("most", MAX_USERS)
        .query(
            (row, n) ->
                new UsageFlow(
                    row.getString("flow"),
                    row.getString("flow"),
                    row.getLong("ok"),
                    row.getLong("failed")))
        .list();
  }

  private JdbcClient.StatementSpec of(Credential credential, LocalDate since, String sql) {
    return jdbc.sql(sql)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("since", since);
  }
}
