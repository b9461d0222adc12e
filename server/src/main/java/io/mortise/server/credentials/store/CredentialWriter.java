package io.mortise.server.credentials.store;

import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes credential rows and versions, always within a caller's transaction. */
@Component
public class CredentialWriter {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final NameReservations names;
  private final Clock clock;

  CredentialWriter(JdbcClient jdbc, JsonMapper json, NameReservations names, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.names = names;
    this.clock = clock;
  }

  public void insert(CredentialEntry entry, int secretVersion, @Nullable TestResult test) {
    names.take(entry);
    Instant now = clock.instant();
    try {
      bind(
              jdbc.sql(
                  """
                  insert into credential (organization, id, connector, method, type, type_group, name, name_key, scope,
                    owner, workspace, owner_scope, public_fields, secret_names, oauth_app, notes, environment, tags, search_text,
                    expires_at, rotate_every_days, rotate_by, secret_version, identity, last_test, last_tested_at,
                    test_failed, created_at, updated_at)
                  values (:organization, :id, :connector, :method, :type, :typeGroup, :name, :nameKey, :scope,
                    :owner, :workspace, :ownerScope, :publicFields::jsonb, :secretNames, :app, :notes, :environment, :tags,
                    :searchText, :expiresAt, :rotateEveryDays, :rotateBy, :secretVersion, :identity, :test::jsonb,
                    :testedAt, false, :now, :now)
                  """),
              entry)
          .param("secretVersion", secretVersion)
          .param("identity", test == null ? null : test.identity())
          .param("test", test == null ? null : json.writeValueAsString(test))
          .param("testedAt", test == null ? null : Times.sql(now))
          .param("now", Times.sql(now))
          .update();
    } catch (DuplicateKeyException e) {
      throw CredentialRefused.nameTaken(entry.label().name());
    } catch (DataIntegrityViolationException e) {
      throw goneOr(e, entry.shape());
    }
  }

  /** Between choosing an OAuth app and saving, somebody may have deleted it. */
  private static RuntimeException goneOr(
      DataIntegrityViolationException failure, Credential.Shape shape) {
    return shape.app() == null ? failure : CredentialRefused.appGone();
  }

  /** False where somebody else's change came first. A name that is given up stays reserved. */
  public boolean update(Credential before, CredentialEntry entry) {
    boolean leaves = entry.leavesNameOf(before);
    if (leaves) {
      names.take(entry);
      names.reserve(before);
    }
    try {
      return bind(
                  jdbc.sql(
                      """
                      update credential set name_key = case when name = :name then name_key else :nameKey end,
                        name = :name, scope = :scope, workspace = :workspace,
                        owner_scope = :ownerScope, public_fields = :publicFields::jsonb, secret_names = :secretNames,
                        oauth_app = :app, notes = :notes, environment = :environment, tags = :tags, search_text = :searchText,
                        type = :type, type_group = :typeGroup,
                        expires_at = :expiresAt, rotate_every_days = :rotateEveryDays, rotate_by = :rotateBy,
                        updated_at = :now, version = next_version(version)
                      where organization = :organization and id = :id and version = :version
                        and connector = :connector and method = :method and owner = :owner
                      """),
                  entry)
              .param("version", before.stamp().version())
              .param("now", Times.sql(clock.instant()))
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      throw CredentialRefused.nameTaken(entry.label().name());
    }
  }

  /** The day on which the old secret ended says nothing about a new one. */
  public void clearExpiry(Credential.Key key) {
    jdbc.sql(
            "update credential set expires_at = null where organization = :organization and id = :id")
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .update();
  }

  /**
   * Makes {@code next} the current secret, of which no more is known than this test says. False
   * where another change came first.
   */
  public boolean makeCurrent(Credential credential, int next, @Nullable TestResult test) {
    Instant now = clock.instant();
    Integer days = credential.state().deadlines().reminderDays();
    return jdbc.sql(
                """
                update credential set secret_version = :next, test_failed = false, refusals_in_row = 0,
                  unreadable_since = null, reauthorize_since = null, rotate_by = :rotateBy,
                  last_test = :test::jsonb, last_tested_at = :testedAt, identity = :identity,
                  updated_at = :now, version = next_version(version)
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

  /** Notes the name of a connected account, where no test has said it. */
  public void identify(Credential.Key key, @Nullable String identity) {
    jdbc.sql(
            """
            update credential set identity = :identity
            where organization = :organization and id = :id and :identity::text is not null
            """)
        .param("identity", identity)
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .update();
  }

  /** Shows the public fields of the document that is now current. */
  public void updateShape(Credential.Key key, Credential.Shape shape) {
    try {
      writeShape(key, shape);
    } catch (DataIntegrityViolationException e) {
      throw goneOr(e, shape);
    }
  }

  private void writeShape(Credential.Key key, Credential.Shape shape) {
    jdbc.sql(
            """
            update credential set public_fields = :publicFields::jsonb, secret_names = :secretNames, oauth_app = :app
            where organization = :organization and id = :id
            """)
        .param("publicFields", json.writeValueAsString(shape.publicFields()))
        .param("secretNames", shape.secretNames().toArray(String[]::new))
        .param("app", shape.app())
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .update();
  }

  /**
   * Shows what is sealed where the row showed something else; false if the row has changed since it
   * was read.
   */
  public boolean putRight(Credential credential, Credential.Shape sealed) {
    return jdbc.sql(
                """
            update credential
            set public_fields = :publicFields::jsonb, secret_names = :secretNames, oauth_app = :app,
              version = next_version(version)
            where organization = :organization and id = :id and version = :version
            """)
            .param("publicFields", json.writeValueAsString(sealed.publicFields()))
            .param("secretNames", sealed.secretNames().toArray(String[]::new))
            .param("app", sealed.app())
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .param("version", credential.stamp().version())
            .update()
        == 1;
  }

  /**
   * Replaces everything in a damaged row that entering the fields again does not: afterwards the
   * row is one that Mortise could have written. Does nothing to a row that is not damaged.
   */
  public void repair(Credential.Key key) {
    of(
            key,
            """
            update credential set
              public_fields = case jsonb_typeof(public_fields) when 'object' then public_fields else '{}' end,
              last_test = case when credential_test_readable(last_test) then last_test end,
              tags = array_remove(tags, null), secret_names = array_remove(secret_names, null),
              created_at = case when credential_time_readable(created_at) then created_at else :now end,
              updated_at = :now,
              expires_at = case when credential_time_readable(expires_at) then expires_at end,
              rotate_every_days = case when rotate_every_days <= 36500 then rotate_every_days end,
              rotate_by = case when credential_time_readable(rotate_by) then rotate_by end,
              revoked_at = case when credential_time_readable(revoked_at) then revoked_at else :now end,
              reauthorize_since = case when credential_time_readable(reauthorize_since) then reauthorize_since end,
              unreadable_since = null,
              last_tested_at = case when credential_time_readable(last_tested_at) then last_tested_at end,
              last_used_at = case when credential_time_readable(last_used_at) then last_used_at end
            where organization = :organization and id = :id and damaged
            """)
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /**
   * Revokes or restores; false if somebody else was first.
   *
   * @param by null to restore
   * @param version that the row must still have; null for any
   */
  public boolean setRevoked(
      Credential credential, @Nullable PrincipalId by, @Nullable Long version) {
    return jdbc.sql(
                """
            update credential set revoked_at = :at, revoked_by = :by, updated_at = :now, version = next_version(version)
            where organization = :organization and id = :id and (revoked_at is null) = :revoking
              and (:version::bigint is null or version = :version)
            """)
            .param("version", version)
            .param("at", by == null ? null : Times.sql(clock.instant()))
            .param("by", by == null ? null : by.value())
            .param("now", Times.sql(clock.instant()))
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .param("revoking", by != null)
            .update()
        == 1;
  }

  /**
   * Saves a test. The name that it gives replaces the old one, unless that is the same account with
   * the tenant that was chosen for it, which no test tells.
   */
  public void setTested(Credential credential, TestResult test) {
    jdbc.sql(
            """
            update credential set last_test = :test::jsonb, last_tested_at = :now, test_failed = :failed,
              refusals_in_row = case when :ok then 0 else refusals_in_row end,
              identity = case when starts_with(identity, :identity || ' · ') then identity
                              else coalesce(:identity, identity) end
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

  /** Counts a refusal of this version; false where another one is current. */
  public boolean countRefusal(Credential.Key key, int secretVersion) {
    return of(
                key,
                """
                update credential set refusals_in_row = least(refusals_in_row + 1, 1000)
                where organization = :organization and id = :id and secret_version = :secretVersion
                """)
            .param("secretVersion", secretVersion)
            .update()
        == 1;
  }

  /** Ends a row of refusals of this version; false where there was none. */
  public boolean clearRefusals(Credential.Key key, int secretVersion) {
    return of(
                key,
                """
                update credential set refusals_in_row = 0
                where organization = :organization and id = :id and secret_version = :secretVersion
                  and refusals_in_row > 0
                """)
            .param("secretVersion", secretVersion)
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec of(Credential.Key key, String sql) {
    return jdbc.sql(sql)
        .param("organization", key.organization().value())
        .param("id", key.id().value());
  }

  /** Whether the row was not marked so before. */
  boolean setUnreadable(Credential credential, boolean unreadable) {
    return jdbc.sql(
                """
            update credential set unreadable_since = :since
            where organization = :organization and id = :id and (unreadable_since is null) = :unreadable
            """)
            .param("since", unreadable ? Times.sql(clock.instant()) : null)
            .param("unreadable", unreadable)
            .param("organization", credential.organization().value())
            .param("id", credential.id().value())
            .update()
        == 1;
  }

  /** False where somebody else's change came first. */
  public boolean delete(Credential credential, PrincipalId by, List<Named> flows) {
    names.reserve(credential);
    jdbc.sql(
            """
            insert into credential_tombstone (organization, id, connector, name, owner_scope, deleted_by, deleted_at, flows)
            select organization, id, connector, name, owner_scope, :by, :now, :flows::jsonb from credential
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

  private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, CredentialEntry entry) {
    var placement = entry.placement();
    return sql.params(
            Map.of(
                "organization", placement.organization().value(),
                "id", entry.id().value(),
                "connector", entry.service().connector(),
                "method", entry.service().method(),
                "type", entry.service().type().wire(),
                "typeGroup", entry.service().type().group(),
                "scope", placement.scope().wire(),
                "owner", placement.owner().value(),
                "ownerScope", placement.ownerScope()))
        .param("workspace", placement.scope().workspace().map(WorkspaceId::value).orElse(null))
        .param("name", entry.label().name())
        .param("nameKey", Names.key(entry.label().name()))
        .param("publicFields", json.writeValueAsString(entry.shape().publicFields()))
        .param("secretNames", entry.shape().secretNames().toArray(String[]::new))
        .param("app", entry.shape().app())
        .param("notes", entry.label().notes())
        .param("environment", entry.label().environment())
        .param("tags", entry.label().tags().toArray(String[]::new))
        .param("searchText", entry.searchText())
        .param("expiresAt", Times.sql(entry.terms().expiresAt()))
        .param("rotateEveryDays", entry.terms().rotateEveryDays())
        .param("rotateBy", Times.sql(entry.terms().rotateBy()));
  }
}
