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
import org.springframework.transaction.annotation.Transactional;

/** The versions of a secret: which there are, and the end of those whose grace is over. */
@Component
class CredentialVersions {
  private final JdbcClient jdbc;
  private final AuditLog audit;
  private final Clock clock;

  CredentialVersions(JdbcClient jdbc, AuditLog audit, Clock clock) {
    this.jdbc = jdbc;
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
            where v.organization = :organization and v.credential = :id order by v.version desc
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

  /** Destroys what is past its grace; each with its record. */
  @Transactional
  public void destroyDue() {
    var due =
        jdbc.sql(
                """
                update credential_version v set sealed = null, twin_hash = null, destroyed_at = :now
                from credential c
                where c.organization = v.organization and c.id = v.credential and c.secret_version <> v.version
                  and v.destroy_after <= :now and v.destroyed_at is null
                returning v.organization, v.credential, c.name, v.version
                """)
            .param("now", Times.sql(clock.instant()))
            .query(
                (row, n) ->
                    new Due(
                        new OrganizationId(row.getObject("organization", UUID.class)),
                        new CredentialId(row.getObject("credential", UUID.class)),
                        row.getString("name"),
                        row.getInt("version")))
            .list();
    for (Due each : due) {
      audit.append(
          AuditEvent.bySystem(
                  each.organization(),
                  AuditAction.CREDENTIAL_VERSION_DESTROYED,
                  Party.of(each.credential(), each.name()))
              .withVersion(each.version()));
    }
  }
}
