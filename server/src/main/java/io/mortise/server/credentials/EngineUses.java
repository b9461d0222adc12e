package io.mortise.server.credentials;

import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.EngineUse;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads which engines used a credential in the last 30 days, today (in UTC) included. A person who
 * calls an operation is no engine.
 */
@Component
public class EngineUses {
  private static final int DAYS = 30;
  private static final UUID NO_KEY = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final CredentialUses uses;
  private final Clock clock;

  EngineUses(JdbcClient jdbc, CredentialUses uses, Clock clock) {
    this.jdbc = jdbc;
    this.uses = uses;
    this.clock = clock;
  }

  /** Most uses first. Uses that this server still counts in memory are included. */
  public List<EngineUse> of(Credential credential) {
    uses.write();
    return jdbc.sql(
            """
            select u.api_key, u.flow, k.name, max(u.last_at) as last_at,
                   least(sum(u.ok + u.failed), 9007199254740991)::bigint as uses
            from credential_use u
            left join api_key k on k.organization = u.organization and k.id = u.api_key
            where u.organization = :organization and u.credential = :id and u.day > :before
              and (u.api_key <> :noKey or u.flow <> '')
            group by u.api_key, u.flow, k.name
            order by uses desc, u.api_key, u.flow
            """)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("noKey", NO_KEY)
        .param("before", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS))
        .query((row, n) -> read(row))
        .list();
  }

  private static EngineUse read(ResultSet row) throws SQLException {
    UUID key = row.getObject("api_key", UUID.class);
    String name = row.getString("name");
    String flow = row.getString("flow");
    return new EngineUse(
        key.equals(NO_KEY)
            ? null
            : new Named(new ApiKeyId(key).toString(), name == null ? "" : name),
        flow.isEmpty() ? null : flow,
        row.getLong("uses"),
        Times.find(row, "last_at"));
  }
}
