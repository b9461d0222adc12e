package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.vault.SealedBytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes credential rows and versions, always within a caller's transaction. */
@Component
class CredentialWriter {
  private static final int KEPT_VERSIONS = 10;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  CredentialWriter(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** The columns that adding and editing set alike. */
  record Row(
      CredentialId id,
      Credential.Service service,
      Credential.Label label,
      Placement placement,
      Credential.Shape shape,
      Terms terms,
      String searchText) {}

  record Placement(OrganizationId organization, UserId owner, CredentialScope scope) {
    UUID audience() {
      return switch (scope) {
        case CredentialScope.Personal _ -> owner.value();
        case CredentialScope.Workspace(WorkspaceId workspace) -> workspace.value();
        case CredentialScope.Organization _ -> organization.value();
      };
    }
  }

  record Terms(
      @Nullable Instant expiresAt, @Nullable Integer rotateEveryDays, @Nullable Instant rotateBy) {}

  void insert(Row row, int secretVersion, @Nullable TestResult test) {
    Instant now = clock.instant();
    try {
      bind(
              jdbc.sql(
                  """
                  insert into credential (organization, id, connector, method, type, type_group, name, name_key, scope,
                    owner, workspace, audience, public_fields, secret_names, notes, environment, tags, search_text,
                    expires_at, rotate_every_days, rotate_by, secret_version, identity, last_test, last_tested_at,
                    test_failed, created_at, updated_at)
                  values (:organization, :id, :connector, :method, :type, :typeGroup, :name, :nameKey, :scope,
                    :owner, :workspace, :audience, :publicFields::jsonb, :secretNames, :notes, :environment, :tags,
                    :searchText, :expiresAt, :rotateEveryDays, :rotateBy, :secretVersion, :identity, :test::jsonb,
                    :testedAt, false, :now, :now)
                  """),
              row)
          .param("secretVersion", secretVersion)
          .param("identity", test == null ? null : test.identity())
          .param("test", test == null ? null : json.writeValueAsString(test))
          .param("testedAt", test == null ? null : Times.sql(now))
          .param("now", Times.sql(now))
          .update();
    } catch (DuplicateKeyException e) {
      throw CredentialRefused.nameTaken(row.label().name());
    }
  }

  /** False where somebody else's change came first. */
  boolean update(Row row, long version) {
    try {
      return bind(
                  jdbc.sql(
                      """
                      update credential set name = :name, name_key = :nameKey, scope = :scope, workspace = :workspace,
                        audience = :audience, public_fields = :publicFields::jsonb, secret_names = :secretNames,
                        notes = :notes, environment = :environment, tags = :tags, search_text = :searchText,
                        expires_at = :expiresAt, rotate_every_days = :rotateEveryDays, rotate_by = :rotateBy,
                        updated_at = :now, version = version + 1
                      where organization = :organization and id = :id and version = :version
                        and connector = :connector and method = :method and type = :type
                        and type_group = :typeGroup and owner = :owner
                      """),
                  row)
              .param("version", version)
              .param("now", Times.sql(clock.instant()))
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      throw CredentialRefused.nameTaken(row.label().name());
    }
  }

  void insertVersion(
      OrganizationId organization,
      CredentialId id,
      int version,
      SealedBytes sealed,
      byte @Nullable [] twin,
      UserId by) {
    jdbc.sql(
            """
            insert into credential_version (organization, credential, version, sealed, key_id, twin_hash, created_at,
                                            created_by)
            values (:organization, :id, :version, :sealed, :keyId, :twin, :now, :by)
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .param("sealed", sealed.bytes())
        .param("keyId", sealed.keyId())
        .param("twin", twin)
        .param("now", Times.sql(clock.instant()))
        .param("by", by.value())
        .update();
  }

  /**
   * Replaces the sealed bytes of a version: the same secret with other public fields or fewer
   * hosts.
   */
  void reseal(OrganizationId organization, CredentialId id, int version, SealedBytes sealed) {
    jdbc.sql(
            """
            update credential_version set sealed = :sealed, key_id = :keyId
            where organization = :organization and credential = :id and version = :version
            """)
        .param("sealed", sealed.bytes())
        .param("keyId", sealed.keyId())
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .update();
  }

  /** The day on which the old secret ended says nothing about a new one. */
  void clearExpiry(OrganizationId organization, CredentialId id) {
    jdbc.sql(
            "update credential set expires_at = null where organization = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .update();
  }

  /**
   * Makes {@code next} the current secret; clears what the old one had done. False where another
   * change came first.
   */
  boolean makeCurrent(Credential credential, int next, @Nullable TestResult test) {
    Instant now = clock.instant();
    Integer days = credential.state().deadlines().rotateEveryDays();
    return jdbc.sql(
                """
                update credential set secret_version = :next, test_failed = false, refusals_in_row = 0,
                  unreadable_since = null, reauthorize_since = null, rotate_by = :rotateBy,
                  last_test = coalesce(:test::jsonb, last_test), last_tested_at = coalesce(:testedAt, last_tested_at),
                  identity = coalesce(:identity, identity), updated_at = :now, version = version + 1
                where organization = :organization and id = :id and version = :version
                """)
            .param("next", next)
            .param("rotateBy", Times.sql(days == null ? null : now.plus(Duration.ofDays(days))))
            .param("test", test == null ? null : json.writeValueAsString(test))
            .param("testedAt", test == null ? null : Times.sql(now))
            .param("identity", test == null ? null : test.identity())
            .param("now", Times.sql(now))
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .param("version", credential.stamp().version())
            .update()
        == 1;
  }

  /** Keeps a version sealed until then; more than ten kept ones are destroyed, oldest first. */
  void supersede(OrganizationId organization, CredentialId id, int version, Instant destroyAfter) {
    jdbc.sql(
            """
            update credential_version set destroy_after = :after
            where organization = :organization and credential = :id and version = :version
            """)
        .param("after", Times.sql(destroyAfter))
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .update();
    jdbc.sql(
            """
            update credential_version set sealed = null, twin_hash = null, destroyed_at = :now
            where organization = :organization and credential = :id and destroyed_at is null and version not in (
              select version from credential_version
              where organization = :organization and credential = :id and destroyed_at is null
              order by version desc limit :kept)
            """)
        .param("now", Times.sql(clock.instant()))
        .param("organization", organization.value())
        .param("id", id.value())
        .param("kept", KEPT_VERSIONS)
        .update();
  }

  /** Destroys a version's secret for good. */
  void destroy(OrganizationId organization, CredentialId id, int version) {
    jdbc.sql(
            """
            update credential_version set sealed = null, twin_hash = null, destroyed_at = :now
            where organization = :organization and credential = :id and version = :version
            """)
        .param("now", Times.sql(clock.instant()))
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .update();
  }

  /** Brings a superseded version back; false where it has been destroyed meanwhile. */
  boolean reinstate(OrganizationId organization, CredentialId id, int version) {
    return jdbc.sql(
                """
                update credential_version set destroy_after = null
                where organization = :organization and credential = :id and version = :version
                  and destroyed_at is null
                """)
            .param("organization", organization.value())
            .param("id", id.value())
            .param("version", version)
            .update()
        == 1;
  }

  /** Shows the public fields of the document that is now current. */
  void updateShape(OrganizationId organization, CredentialId id, Credential.Shape shape) {
    jdbc.sql(
            """
            update credential set public_fields = :publicFields::jsonb, secret_names = :secretNames
            where organization = :organization and id = :id
            """)
        .param("publicFields", json.writeValueAsString(shape.publicFields()))
        .param("secretNames", shape.secretNames().toArray(String[]::new))
        .param("organization", organization.value())
        .param("id", id.value())
        .update();
  }

  /** Shows what is sealed where the row showed something else; gives the new version. */
  long putRight(Credential credential, Credential.Shape sealed) {
    return jdbc.sql(
            """
            update credential
            set public_fields = :publicFields::jsonb, secret_names = :secretNames, version = version + 1
            where organization = :organization and id = :id
            returning version
            """)
        .param("publicFields", json.writeValueAsString(sealed.publicFields()))
        .param("secretNames", sealed.secretNames().toArray(String[]::new))
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .query(Long.class)
        .single();
  }

  void setRevoked(Credential credential, @Nullable UserId by) {
    jdbc.sql(
            """
            update credential set revoked_at = :at, revoked_by = :by, updated_at = :now, version = version + 1
            where organization = :organization and id = :id
            """)
        .param("at", by == null ? null : Times.sql(clock.instant()))
        .param("by", by == null ? null : by.value())
        .param("now", Times.sql(clock.instant()))
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .update();
  }

  void setTested(Credential credential, TestResult test) {
    jdbc.sql(
            """
            update credential set last_test = :test::jsonb, last_tested_at = :now, test_failed = :failed,
              refusals_in_row = case when :ok then 0 else refusals_in_row end,
              identity = coalesce(:identity, identity)
            where organization = :organization and id = :id and secret_version = :secretVersion
            """)
        .param("test", json.writeValueAsString(test))
        .param("now", Times.sql(clock.instant()))
        .param("failed", test.blamesCredential())
        .param("ok", test.ok())
        .param("identity", test.identity())
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .param("secretVersion", credential.state().secretVersion())
        .update();
  }

  void setUnreadable(Credential credential, boolean unreadable) {
    jdbc.sql(
            """
            update credential set unreadable_since = :since
            where organization = :organization and id = :id and (unreadable_since is null) = :unreadable
            """)
        .param("since", unreadable ? Times.sql(clock.instant()) : null)
        .param("unreadable", unreadable)
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .update();
  }

  /** False where somebody else's change came first. */
  boolean delete(Credential credential, UserId by, List<Named> flows) {
    jdbc.sql(
            """
            insert into credential_tombstone (organization, id, connector, name, audience, deleted_by, deleted_at, flows)
            select organization, id, connector, name, audience, :by, :now, :flows::jsonb from credential
            where organization = :organization and id = :id
            """)
        .param("by", by.value())
        .param("now", Times.sql(clock.instant()))
        .param("flows", json.writeValueAsString(flows))
        .param("organization", credential.organization().value())
        .param("id", credential.id().value())
        .update();
    return jdbc.sql(
                """
                delete from credential
                where organization = :organization and id = :id and version = :version
                """)
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .param("version", credential.stamp().version())
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, Row row) {
    var placement = row.placement();
    return sql.params(
            Map.of(
                "organization", placement.organization().value(),
                "id", row.id().value(),
                "connector", row.service().connector(),
                "method", row.service().method(),
                "type", row.service().type().wire(),
                "typeGroup", row.service().type().group(),
                "scope", placement.scope().wire(),
                "owner", placement.owner().value(),
                "audience", placement.audience()))
        .param("workspace", placement.scope().workspace().map(WorkspaceId::value).orElse(null))
        .param("name", row.label().name())
        .param("nameKey", CredentialRepository.nameKey(row.label().name()))
        .param("publicFields", json.writeValueAsString(row.shape().publicFields()))
        .param("secretNames", row.shape().secretNames().toArray(String[]::new))
        .param("notes", row.label().notes())
        .param("environment", row.label().environment())
        .param("tags", row.label().tags().toArray(String[]::new))
        .param("searchText", row.searchText())
        .param("expiresAt", Times.sql(row.terms().expiresAt()))
        .param("rotateEveryDays", row.terms().rotateEveryDays())
        .param("rotateBy", Times.sql(row.terms().rotateBy()));
  }
}
