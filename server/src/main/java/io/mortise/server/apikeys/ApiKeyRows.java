package io.mortise.server.apikeys;

import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.apikeys.ApiKeyIssuer.WantedApiKey;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.MemberRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of API keys. A key is never deleted: what it did names it. */
@Component
class ApiKeyRows {
  private static final int DAYS_OF_USES = 30;

  private static final String WITH_OWNER =
      " from api_key k join principal p on p.organization = k.organization and p.id = k.principal where ";

  /** What the rules need to know of a key and its owner. */
  private static final String AS_PRINCIPAL =
      """
      select k.id as key, k.name as key_name, k.scopes, k.workspaces, k.flows, k.expires_at,
             k.token_hash, k.old_token_until, k.revoked_at, p.deleted_at,
             coalesce((select generation from guard g where g.organization = k.organization and g.subject = k.id), 0)
               as key_generation,
      """
          + MemberRepository.COLUMNS
          + WITH_OWNER;

  private final JdbcClient jdbc;
  private final Clock clock;

  ApiKeyRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A token as the table holds it. */
  record Token(byte[] hash, String prefix) {}

  /**
   * Whose keys are asked for.
   *
   * @param everybody whether the keys of everybody are
   * @param own the person whose own keys are
   * @param managed the workspaces whose service accounts are
   */
  record Readable(
      OrganizationId organization, boolean everybody, PrincipalId own, UUID[] managed) {}

  /** Newest first; keys that have ended by revocation or with their owner are left out. */
  List<StoredApiKey> list(Readable readable, @Nullable ApiKeyId id) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select k.id, k.name, k.scopes, k.workspaces, k.flows, k.version, k.prefix, k.expires_at, k.last_used_at,
                   k.created_at, p.id as owner, p.kind as owner_kind, p.name as owner_name,
                   c.id as created_by, c.name as created_by_name,
                   case when k.old_token_until > :now then k.old_token_until end as old_token_until,
                   (select least(coalesce(sum(u.ok + u.failed), 0), 9007199254740991)::bigint from credential_use u
                    where u.organization = k.organization and u.api_key = k.id and u.day > :since) as uses
            from api_key k join principal p on p.organization = k.organization and p.id = k.principal
            join principal c on c.organization = k.organization and c.id = k.created_by
            where k.organization = :organization and k.revoked_at is null and p.deleted_at is null
              and (:everybody or k.principal = :principal
                   or p.kind = 'service_account' and p.workspace = any(:managed)) and (:id::uuid is null or k.id = :id)
            order by k.created_at desc
            """)
        .param("now", Times.sql(now))
        .param("since", LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_OF_USES))
        .param("organization", readable.organization().value())
        .param("everybody", readable.everybody())
        .param("principal", readable.own().value())
        .param("managed", readable.managed())
        .param("id", id == null ? null : id.value())
        .query((row, n) -> StoredApiKey.read(row))
        .list();
  }

  /** A key that works by the token that it has, or had before it was rotated. */
  <T> Optional<T> findWorking(byte[] token, RowMapper<T> read) {
    return jdbc.sql(
            AS_PRINCIPAL
                + "k.revoked_at is null and p.active and (k.token_hash = :token or k.old_token_hash = :token)")
        .param("token", token)
        .query(read)
        .optional();
  }

  /** A key that may have ended, or whose owner is suspended. */
  <T> Optional<T> find(OrganizationId organization, ApiKeyId id, RowMapper<T> read) {
    return jdbc.sql(AS_PRINCIPAL + "k.organization = :organization and k.id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query(read)
        .optional();
  }

  /** Names and owners of keys, also of those that have ended. */
  <T> List<T> named(OrganizationId organization, Collection<ApiKeyId> keys, RowMapper<T> read) {
    return jdbc.sql(
            """
            select k.id, k.name, k.revoked_at, k.expires_at, p.deleted_at,
                   p.id as owner, p.kind as owner_kind, p.name as owner_name
            """
                + WITH_OWNER
                + "k.organization = :organization and k.id = any(:keys)")
        .param("organization", organization.value())
        .param("keys", keys.stream().distinct().map(ApiKeyId::value).toArray(UUID[]::new))
        .query(read)
        .list();
  }

  /** The keys that a person or service account has or had. */
  List<ApiKeyId> ofOwner(OrganizationId organization, UUID owner) {
    return jdbc.sql(
            "select id from api_key where organization = :organization and principal = :owner")
        .param("organization", organization.value())
        .param("owner", owner)
        .query((row, n) -> id(row))
        .list();
  }

  void insert(UserId createdBy, PrincipalId owner, Key key, Token token, WantedApiKey wanted) {
    jdbc.sql(
            """
            insert into api_key (organization, id, principal, created_by, token_shown_to, name, token_hash, prefix, scopes, workspaces, flows,
                                 expires_at, created_at)
            values (:organization, :id, :principal, :createdBy, :createdBy, :name, :hash, :prefix, :scopes, :workspaces, :flows, :expiresAt, :now)
            """)
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .param("principal", owner.value())
        .param("createdBy", createdBy.value())
        .param("name", wanted.name())
        .param("hash", token.hash())
        .param("prefix", token.prefix())
        .param("scopes", wanted.scopes().stream().map(ApiKeyScope::wire).toArray(String[]::new))
        .param("workspaces", workspaces(wanted.limits()))
        .param("flows", wanted.limits().flows().toArray(UUID[]::new))
        .param("expiresAt", Times.sql(wanted.expiresAt()))
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** A key of an organization. */
  record Key(OrganizationId organization, ApiKeyId id) {}

  /**
   * Gives the key its next token; false if it has changed since that version was read.
   *
   * @param oldTokenUntil how long the token before works; null ends it now
   */
  boolean replaceToken(
      Key key, long version, Token token, UserId shownTo, @Nullable Instant oldTokenUntil) {
    return jdbc.sql(
                """
                update api_key set
                  old_token_hash = case when :oldTokenUntil::timestamptz is null then null else token_hash end,
                  old_token_until = :oldTokenUntil,
                  token_hash = :hash, prefix = :prefix, token_shown_to = :shownTo, version = next_version(version)
                where organization = :organization and id = :id and version = :version and revoked_at is null
                """)
            .param("oldTokenUntil", Times.sql(oldTokenUntil))
            .param("hash", token.hash())
            .param("prefix", token.prefix())
            .param("shownTo", shownTo.value())
            .param("organization", key.organization().value())
            .param("id", key.id().value())
            .param("version", version)
            .update()
        == 1;
  }

  /** Renames and limits the key; false if it has changed since that version was read. */
  boolean update(
      Key key, long version, String name, KeyLimits limits, @Nullable Instant expiresAt) {
    return jdbc.sql(
                """
                update api_key set name = :name, expires_at = :expiresAt, workspaces = :workspaces, flows = :flows,
                                   version = next_version(version)
                where organization = :organization and id = :id and version = :version and revoked_at is null
                """)
            .param("name", name)
            .param("expiresAt", Times.sql(expiresAt))
            .param("workspaces", workspaces(limits))
            .param("flows", limits.flows().toArray(UUID[]::new))
            .param("organization", key.organization().value())
            .param("id", key.id().value())
            .param("version", version)
            .update()
        == 1;
  }

  /** False if it was revoked before. */
  boolean revoke(Key key) {
    return jdbc.sql(
                """
                update api_key set revoked_at = :now, version = next_version(version)
                where organization = :organization and id = :id and revoked_at is null
                """)
            .param("now", Times.sql(clock.instant()))
            .param("organization", key.organization().value())
            .param("id", key.id().value())
            .update()
        == 1;
  }

  void used(ApiKeyId id, Instant at) {
    jdbc.sql("update api_key set last_used_at = greatest(last_used_at, :at) where id = :id")
        .param("at", Times.sql(at))
        .param("id", id.value())
        .update();
  }

  static ApiKeyId id(ResultSet row) throws SQLException {
    return new ApiKeyId(row.getObject("id", UUID.class));
  }

  private static UUID[] workspaces(KeyLimits limits) {
    return limits.workspaces().stream().map(WorkspaceId::value).toArray(UUID[]::new);
  }
}
