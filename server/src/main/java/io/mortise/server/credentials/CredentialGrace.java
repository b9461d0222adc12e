package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.credentials.store.NameReservations;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the grace of superseded secrets and the reservations of names; called by the clock. */
@Component
public class CredentialGrace {
  private final JdbcClient jdbc;
  private final AuditedChanges changes;
  private final NameReservations names;
  private final Clock clock;

  CredentialGrace(JdbcClient jdbc, AuditedChanges changes, NameReservations names, Clock clock) {
    this.names = names;
    this.jdbc = jdbc;
    this.changes = changes;
    this.clock = clock;
  }

  private record Due(
      OrganizationId organization, CredentialId credential, String name, int version) {}

  /** Deletes the reservations that have ended. */
  public void endReservations() {
    names.deleteEnded();
  }

  /** Destroys what is past its grace; each by itself and with its record. */
  public void destroyDue() {
    Instant now = clock.instant();
    due(now).forEach(each -> changes.attempt(change -> destroy(change, each, now)));
  }

  private List<Due> due(Instant now) {
    return jdbc.sql(
            """
            select v.organization, v.credential, c.name, v.version
            from credential_version v
            join credential c on c.organization = v.organization and c.id = v.credential
            where c.secret_version <> v.version and v.destroy_after <= :now and v.destroyed_at is null
            order by v.destroy_after limit 1000
            """)
        .param("now", Times.sql(now))
        .query(
            (row, n) ->
                new Due(
                    new OrganizationId(row.getObject("organization", UUID.class)),
                    new CredentialId(row.getObject("credential", UUID.class)),
                    row.getString("name"),
                    row.getInt("version")))
        .list();
  }

  /**
   * Unless a roll back has made it current in the meantime; the credential's row is locked first,
   * as everywhere.
   */
  private boolean destroy(AuditedChange change, Due due, Instant now) {
    int destroyed =
        jdbc.sql(
                """
                with held as (
                  select secret_version from credential
                  where organization = :organization and id = :id for update)
                update credential_version v set sealed = null, duplicate_hash = null, destroyed_at = :now
                from held
                where v.organization = :organization and v.credential = :id and v.version = :version
                  and held.secret_version <> v.version and v.destroy_after <= :now and v.destroyed_at is null
                """)
            .param("organization", due.organization().value())
            .param("id", due.credential().value())
            .param("version", due.version())
            .param("now", Times.sql(now))
            .update();
    change.record(
        AuditEvent.bySystem(
                due.organization(),
                AuditAction.CREDENTIAL_VERSION_DESTROYED,
                Party.of(due.credential(), due.name()))
            .withVersion(due.version()));
    return destroyed == 1;
  }
}
