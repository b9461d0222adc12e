package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which credentials hold the same secret or are of the same account, and who compared how often.
 */
@Component
public class DuplicateRows {
  private static final String MATCHES =
      """
      select o.id, 'SECRET' as match from credential_version v
      join credential_version ov
        on ov.organization = v.organization and ov.duplicate_hash = v.duplicate_hash and ov.credential <> v.credential
      join credential o
        on o.organization = ov.organization and o.id = ov.credential and o.secret_version = ov.version
      where v.organization = :organization and v.credential = :id and v.version = :version
      union all
      select c.id, 'ACCOUNT' from credential c
      where c.organization = :organization and c.connector = :connector and c.identity = :identity and c.id <> :id
      order by 1 limit :limit
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  DuplicateRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What two credentials have in common. */
  public enum Kind {
    ACCOUNT,
    SECRET;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Match(CredentialId other, Kind kind) {
    /**
     * Of two matches with the same credential the one that tells more: one secret is one account.
     */
    public Match stronger(Match second) {
      return kind.compareTo(second.kind) >= 0 ? this : second;
    }
  }

  public List<Match> matches(Credential credential, int limit) {
    return jdbc.sql(MATCHES)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("version", credential.state().secretVersion())
        .param("connector", credential.service().connector())
        .param("identity", credential.state().identity())
        .param("limit", limit)
        .query(
            (row, n) ->
                new Match(
                    new CredentialId(row.getObject("id", UUID.class)),
                    Kind.valueOf(row.getString("match"))))
        .list();
  }

  /**
   * Counts a comparison of a principal, unless there were that many within the time. Of two
   * concurrent ones the second waits until the first is counted.
   */
  public boolean takeComparison(Principal principal, int most, Duration within) {
    var person = principal.id().value();
    var organization = principal.organization().value();
    Instant now = clock.instant();
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", "duplicate comparisons\n" + person)
        .query(row -> {});
    jdbc.sql(
            "delete from duplicate_comparison where organization = :organization and person = :person and at <= :since")
        .param("organization", organization)
        .param("person", person)
        .param("since", Times.sql(now.minus(within)))
        .update();
    return jdbc.sql(
                """
                insert into duplicate_comparison (organization, person, at)
                select :organization, :person, :now
                where (select count(*) from duplicate_comparison
                       where organization = :organization and person = :person) < :most
                """)
            .param("organization", organization)
            .param("person", person)
            .param("now", Times.sql(now))
            .param("most", most)
            .update()
        == 1;
  }
}
