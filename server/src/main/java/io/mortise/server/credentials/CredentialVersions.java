package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The versions of a secret: which there are, and the end of those whose grace is over. */
@Component
class CredentialVersions {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final AuditLog audit;
  private final Clock clock;

  CredentialVersions(
      JdbcClient jdbc, TransactionTemplate transaction, AuditLog audit, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  /** A version as people see it. */
  record CredentialVersion(
      int version,
      @Schema(allowableValues = {"current", "previous", "destroyed"}) String state,
      Instant createdAt,
      Named createdBy,
      @Nullable Instant destroyAfter,
      @Nullable Instant destroyedAt) {}

  List<CredentialVersion> list(Credential credential) {
    return jdbc.sql(
            """
            select v.version, v.created_at, v.created_by, p.name, v.destroy_after, v.destroyed_at
            from credential_version v join person p on p.organization = v.organization and p.id = v.created_by
            where v.organization = :organization and v.credential = :id and v.version > 0
            order by v.version desc
            """)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .query(
            (row, n) -> {
              int version = row.getInt("version");
              Instant destroyed = Times.find(row, "destroyed_at");
              String state =
                  destroyed != null
                      ? "destroyed"
                      : version == credential.state().secretVersion() ? "current" : "previous";
              var by =
                  new Named(
                      new UserId(row.getObject("created_by", UUID.class)).toString(),
                      row.getString("name"));
              return new CredentialVersion(
                  version,
                  state,
                  Times.get(row, "created_at"),
                  by,
                  Times.find(row, "destroy_after"),
                  destroyed);
            })
        .list();
  }

  int highest(OrganizationId organization, CredentialId id) {
    return jdbc.sql(
            """
            select coalesce(max(version), 0) from credential_version
            where organization = :organization and credential = :id
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .query(Integer.class)
        .single();
  }

  /** The latest version still within its grace. */
  Optional<Integer> previous(OrganizationId organization, CredentialId id) {
    return jdbc.sql(
            """
            select version from credential_version
            where organization = :organization and credential = :id and destroyed_at is null
              and destroy_after > :now
            order by version desc limit 1
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("now", Times.sql(clock.instant()))
        .query(Integer.class)
        .optional();
  }

  private record Due(
      OrganizationId organization, CredentialId credential, String name, int version) {}

  /** Destroys what is past its grace; each by itself and with its record. */
  void destroyDue() {
    Instant now = clock.instant();
    due(now).forEach(each -> transaction.executeWithoutResult(status -> destroy(each, now)));
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
   * Unless a roll back has made it current meanwhile; the credential's row is locked first, as
   * everywhere.
   */
  private void destroy(Due due, Instant now) {
    int destroyed =
        jdbc.sql(
                """
                with held as (
                  select secret_version from credential
                  where organization = :organization and id = :id for update)
                update credential_version v set sealed = null, twin_hash = null, destroyed_at = :now
                from held
                where v.organization = :organization and v.credential = :id and v.version = :version
                  and held.secret_version <> v.version and v.destroy_after <= :now and v.destroyed_at is null
                """)
            .param("organization", due.organization().value())
            .param("id", due.credential().value())
            .param("version", due.version())
            .param("now", Times.sql(now))
            .update();
    if (destroyed == 1) {
      audit.append(
          AuditEvent.bySystem(
                  due.organization(),
                  AuditAction.CREDENTIAL_VERSION_DESTROYED,
                  Party.of(due.credential(), due.name()))
              .withVersion(due.version()));
    }
  }
}
