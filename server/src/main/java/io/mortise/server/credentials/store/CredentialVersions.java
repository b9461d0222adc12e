package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.vault.SealedBytes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The versions of a secret: which there are, and what was known of each while it was current. */
@Component
public class CredentialVersions {
  private static final int KEPT = 10;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  CredentialVersions(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** A version as people see it. */
  public record CredentialVersion(
      int version,
      @Schema(allowableValues = {"current", "previous", "destroyed"}) String state,
      Instant createdAt,
      Named createdBy,
      @Nullable Instant destroyAfter,
      @Nullable Instant destroyedAt) {}

  public List<CredentialVersion> list(Credential credential) {
    return jdbc.sql(
            """
            select v.version, v.created_at, v.created_by, p.name, p.kind, v.destroy_after, v.destroyed_at
            from credential_version v join principal p on p.organization = v.organization and p.id = v.created_by
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
                      PrincipalId.of(row.getObject("created_by", UUID.class), row.getString("kind"))
                          .toString(),
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

  public int highest(Credential.Key key) {
    return of(
            key,
            """
            select coalesce(max(version), 0) from credential_version
            where organization = :organization and credential = :id
            """)
        .query(Integer.class)
        .single();
  }

  /**
   * What a sealed secret is recognised by.
   *
   * @param duplicateHash null where it is compared with no other
   */
  public record Fingerprint(byte @Nullable [] duplicateHash) {}

  public void insert(
      Credential.Key key,
      int version,
      SealedBytes sealed,
      Fingerprint fingerprint,
      PrincipalId by) {
    of(
            key,
            """
            insert into credential_version (organization, credential, version, sealed, key_id, duplicate_hash, created_at,
                                            created_by)
            values (:organization, :id, :version, :sealed, :keyId, :duplicateHash, :now, :by)
            """)
        .param("version", version)
        .param("sealed", sealed.bytes())
        .param("keyId", sealed.keyId())
        .param("duplicateHash", fingerprint.duplicateHash())
        .param("now", Times.sql(clock.instant()))
        .param("by", by.value())
        .update();
  }

  /** The same secret with other public fields or fewer hosts. */
  public void reseal(Credential.Key key, int version, SealedBytes sealed) {
    of(
            key,
            """
            update credential_version set sealed = :sealed, key_id = :keyId
            where organization = :organization and credential = :id and version = :version
            """)
        .param("sealed", sealed.bytes())
        .param("keyId", sealed.keyId())
        .param("version", version)
        .update();
  }

  /**
   * Ends the turn of the version that was current before: keeps it sealed for the grace, with what
   * was known of it. Of all but the current one, those past their grace and all but the newest ten
   * are destroyed, on the record.
   */
  public void supersede(
      AuditedChange change, Principal principal, Credential before, Duration grace) {
    Instant now = clock.instant();
    var state = before.state();
    var test = state.lastTest();
    of(
            before.key(),
            """
            update credential_version
            set superseded_at = :now, destroy_after = :after, expires_at = :expiresAt, identity = :identity,
                last_test = :test::jsonb, last_tested_at = :testedAt, test_failed = :failed
            where organization = :organization and credential = :id and version = :version
            """)
        .param("now", Times.sql(now))
        .param("after", Times.sql(now.plus(grace)))
        .param("expiresAt", Times.sql(state.deadlines().expiresAt()))
        .param("identity", state.identity())
        .param("test", test == null ? null : json.writeValueAsString(test))
        .param("testedAt", Times.sql(state.lastTestedAt()))
        .param("failed", state.marks().testFailed())
        .param("version", state.secretVersion())
        .update();
    destroySpent(before.key(), now)
        .forEach(
            version ->
                change.record(
                    AuditEvent.by(
                            principal, AuditAction.CREDENTIAL_VERSION_DESTROYED, before.party())
                        .withVersion(version)));
  }

  private List<Integer> destroySpent(Credential.Key key, Instant now) {
    return of(
            key,
            """
            update credential_version v set sealed = null, duplicate_hash = null, destroyed_at = :now
            from credential c
            where c.organization = v.organization and c.id = v.credential and c.secret_version <> v.version
              and v.organization = :organization and v.credential = :id and v.destroyed_at is null
              and (v.destroy_after <= :now or v.version not in (
                select version from credential_version
                where organization = :organization and credential = :id and destroyed_at is null
                order by version desc limit :kept))
            returning v.version
            """)
        .param("now", Times.sql(now))
        .param("kept", KEPT)
        .query(Integer.class)
        .list();
  }

  /** The version that was current before, if it is still within its grace. */
  public Optional<Integer> previous(Credential.Key key) {
    return of(
            key,
            """
            select version from (
              select version, destroyed_at, destroy_after from credential_version
              where organization = :organization and credential = :id and superseded_at is not null
              order by superseded_at desc, version desc limit 1) before
            where destroyed_at is null and destroy_after > :now
            """)
        .param("now", Times.sql(clock.instant()))
        .query(Integer.class)
        .optional();
  }

  /** Takes a version out of its grace; false if it was destroyed in the meantime. */
  public boolean keep(Credential.Key key, int version) {
    return of(
                key,
                """
                update credential_version set destroy_after = null, superseded_at = null
                where organization = :organization and credential = :id and version = :version
                  and destroyed_at is null
                """)
            .param("version", version)
            .update()
        == 1;
  }

  /**
   * Makes an earlier version current again, with what was known of it. False where the credential
   * changed in the meantime.
   */
  public boolean makeCurrent(Credential before, int version) {
    return of(
                before.key(),
                """
                update credential c
                set secret_version = v.version, expires_at = v.expires_at, identity = v.identity,
                    last_test = v.last_test, last_tested_at = v.last_tested_at, test_failed = v.test_failed,
                    rotate_by = least(v.created_at, :now)
                      + make_interval(days => least(c.rotate_every_days, 36500)),
                    refusals_in_row = 0, unreadable_since = null, reauthorize_since = null,
                    updated_at = :now, version = next_version(c.version)
                from credential_version v
                where v.organization = c.organization and v.credential = c.id and v.version = :version
                  and c.organization = :organization and c.id = :id and c.version = :rowVersion
                """)
            .param("version", version)
            .param("rowVersion", before.stamp().version())
            .param("now", Times.sql(clock.instant()))
            .update()
        == 1;
  }

  /** Destroys a version's secret for good. */
  public void destroy(Credential.Key key, int version) {
    of(
            key,
            """
            update credential_version set sealed = null, duplicate_hash = null, destroyed_at = :now
            where organization = :organization and credential = :id and version = :version
            """)
        .param("now", Times.sql(clock.instant()))
        .param("version", version)
        .update();
  }

  /** A superseded version whose grace is over. */
  public record Due(
      OrganizationId organization, CredentialId credential, String name, int version) {}

  public List<Due> due(Instant now) {
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
   * Destroys a version, unless a roll back has made it current in the meantime; the credential's
   * row is locked first, as everywhere.
   */
  public boolean destroyDue(Due due, Instant now) {
    return jdbc.sql(
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
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec of(Credential.Key key, String sql) {
    return jdbc.sql(sql)
        .param("organization", key.organization().value())
        .param("id", key.id().value());
  }
}
