package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository.StoredToken;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.vault.SealedBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of access tokens. Leases and waits go by the database's clock, so that servers whose
 * clocks differ agree.
 */
@Component
final class TokenRows {
  private final JdbcClient jdbc;

  TokenRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The right to get the next token.
   *
   * @param counter of the attempt; nothing is written once a newer one exists
   * @param number of the token that is current now
   * @param current that token; null if there is none for this version of the secret
   * @param lapsed whether an attempt before ended without a known outcome
   */
  record Lease(
      Credential.Key key,
      int secretVersion,
      long counter,
      int number,
      @Nullable SealedBytes current,
      boolean lapsed) {}

  /**
   * Takes the lease, unless somebody else holds it, a wait has not ended, or the credential has
   * another token or secret by now. The first attempt makes the row; tokens of an older secret are
   * dropped.
   *
   * @param seen the number of the token that is to be replaced
   */
  Optional<Lease> claim(Credential.Key key, int secretVersion, int seen, Duration length) {
    return bound(
            """
            insert into oauth_token as t (organization, credential, secret_version, lease, leased_until)
            select c.organization, c.id, c.secret_version, 1, clock_timestamp() + :millis * interval '1 ms'
            from credential c
            where c.organization = :organization and c.id = :credential and c.secret_version = :version
            on conflict (organization, credential) do update set
              lease = t.lease + 1, leased_until = excluded.leased_until, secret_version = excluded.secret_version,
              sealed = case when t.secret_version = excluded.secret_version then t.sealed end,
              key_id = case when t.secret_version = excluded.secret_version then t.key_id end,
              issued_at = case when t.secret_version = excluded.secret_version then t.issued_at end,
              expires_at = case when t.secret_version = excluded.secret_version then t.expires_at end,
              failures = case when t.secret_version = excluded.secret_version then t.failures else 0 end,
              not_before = null, lapses = t.lapses + (t.leased_until is not null)::int
            where (t.leased_until is null or t.leased_until <= clock_timestamp())
              and (t.secret_version <> excluded.secret_version
                or (t.number = :seen or t.sealed is null)
                  and (t.not_before is null or t.not_before <= clock_timestamp()))
            returning lease, number, sealed, key_id, lapses
            """,
            key)
        .param("version", secretVersion)
        .param("seen", seen)
        .param("millis", length.toMillis())
        .query(
            (row, n) ->
                new Lease(
                    key,
                    secretVersion,
                    row.getLong("lease"),
                    row.getInt("number"),
                    sealed(row),
                    row.getInt("lapses") > 0))
        .optional();
  }

  private static @Nullable SealedBytes sealed(ResultSet row) throws SQLException {
    byte[] bytes = row.getBytes("sealed");
    return bytes == null ? null : new SealedBytes(bytes, row.getLong("key_id"));
  }

  /**
   * How far somebody else is.
   *
   * @param renewed whether there is another token than the one that is to be replaced
   * @param refused whether the service refused, so that a person has to authorize again
   * @param waiting how long no attempt is made after a failure; zero if there is no wait
   */
  record State(
      int secretVersion,
      boolean renewed,
      boolean refused,
      Duration waiting,
      @Nullable String lastError) {}

  Optional<State> state(Credential.Key key, int seen) {
    return bound(
            """
            select t.secret_version, t.sealed is not null and t.number <> :seen as renewed,
              c.reauthorize_since is not null as refused, t.last_error,
              greatest(0, coalesce(extract(epoch from t.not_before - clock_timestamp()), 0) * 1000)::bigint as waiting
            from oauth_token t join credential c on c.organization = t.organization and c.id = t.credential
            where t.organization = :organization and t.credential = :credential
            """,
            key)
        .param("seen", seen)
        .query(
            (row, n) ->
                new State(
                    row.getInt("secret_version"),
                    row.getBoolean("renewed"),
                    row.getBoolean("refused"),
                    Duration.ofMillis(row.getLong("waiting")),
                    row.getString("last_error")))
        .optional();
  }

  /**
   * A token to store.
   *
   * @param expiresAt null if the service names no lifetime
   * @param refreshable whether the next one can be got without a person
   * @param scopes the granted ones; null if the service names none
   */
  record NewToken(
      SealedBytes sealed,
      Instant issuedAt,
      @Nullable Instant expiresAt,
      boolean refreshable,
      @Nullable List<String> scopes) {
    private Map<String, @Nullable Object> parameters() {
      var values = new HashMap<String, @Nullable Object>();
      values.put("sealed", sealed.bytes());
      values.put("keyId", sealed.keyId());
      values.put("issuedAt", Times.sql(issuedAt));
      values.put("expiresAt", Times.sql(expiresAt));
      values.put("refreshable", refreshable);
      values.put("scopes", scopes == null ? null : scopes.toArray(String[]::new));
      return values;
    }
  }

  /** What people see of the current token. */
  Optional<TokenFacts> facts(Credential.Key key) {
    return bound(
            """
            select t.issued_at, t.expires_at, t.refreshable, t.granted_scopes, t.last_error
            from oauth_token t join credential c on c.organization = t.organization and c.id = t.credential
            where t.organization = :organization and t.credential = :credential
              and t.secret_version = c.secret_version
            """,
            key)
        .query(
            (row, n) ->
                new TokenFacts(
                    Times.find(row, "issued_at"),
                    Times.find(row, "expires_at"),
                    row.getBoolean("refreshable"),
                    row.getArray("granted_scopes") == null
                        ? List.of()
                        : List.of((String[]) row.getArray("granted_scopes").getArray()),
                    row.getString("last_error")))
        .optional();
  }

  /**
   * Stores the token after that of the lease, and gives the lease back. It counts on from the token
   * that was current, not from the lease, so that it may be tried again when its outcome is not
   * known, and an answer that came late is not lost.
   *
   * @param secretVersion for which the token is sealed
   * @return false if that token is no longer current, or not that of this version of the secret
   */
  boolean store(Lease lease, int secretVersion, NewToken token) {
    return bound(
                """
                update oauth_token set number = :number + 1, sealed = :sealed, key_id = :keyId, issued_at = :issuedAt,
                  expires_at = :expiresAt, refreshable = :refreshable,
                  granted_scopes = coalesce(:scopes, granted_scopes), lease = lease + 1, leased_until = null,
                  failures = 0, lapses = 0, not_before = null, last_error = null
                where organization = :organization and credential = :credential and number = :number
                  and secret_version = :version
                """,
                lease.key())
            .param("number", lease.number())
            .param("version", secretVersion)
            .params(token.parameters())
            .update()
        == 1;
  }

  /**
   * The version of the secret under which the token of a lease is current now; another one after it
   * was carried over. Empty if it is no longer current.
   */
  Optional<Integer> versionOf(Lease lease) {
    return bound(
            """
            select secret_version from oauth_token
            where organization = :organization and credential = :credential and number = :number
              and (secret_version = :version or sealed is not null)
            """,
            lease.key())
        .param("number", lease.number())
        .param("version", lease.secretVersion())
        .query(Integer.class)
        .optional();
  }

  /** Stores the first token of a secret that a person has authorized just now. */
  void begin(Credential.Key key, int secretVersion, int number, NewToken token) {
    bound(
            """
            insert into oauth_token
              (organization, credential, secret_version, number, sealed, key_id, issued_at, expires_at, refreshable,
               granted_scopes)
            values (:organization, :credential, :version, :number, :sealed, :keyId, :issuedAt, :expiresAt, :refreshable,
               :scopes)
            on conflict (organization, credential) do update set
              secret_version = :version, number = :number, sealed = :sealed, key_id = :keyId, issued_at = :issuedAt,
              expires_at = :expiresAt, refreshable = :refreshable, granted_scopes = :scopes,
              lease = oauth_token.lease + 1, leased_until = null, failures = 0, lapses = 0,
              not_before = null, last_error = null
            """,
            key)
        .param("version", secretVersion)
        .param("number", number)
        .params(token.parameters())
        .update();
  }

  /**
   * Credentials whose token is refreshed although nobody asks for it now: one that was used with
   * its current token, shortly before that ends, and an account whose token nobody has replaced
   * since {@code unusedSince}. Not those that are revoked, refused, expired or of somebody who has
   * left.
   */
  List<Credential.Key> due(Instant now, Instant unusedSince, int limit) {
    return jdbc.sql(
            """
            select t.organization, t.credential
            from oauth_token t
            join credential c on c.organization = t.organization and c.id = t.credential
            join principal p on p.organization = c.organization and p.id = c.owner
            where t.sealed is not null and t.refreshable and t.secret_version = c.secret_version
              and (t.expires_at is not null and c.last_used_at >= t.issued_at
                   and t.expires_at - least(interval '1 minute', (t.expires_at - t.issued_at) / 10) <= :now
                or c.type = 'oauth2' and t.issued_at <= :unusedSince)
              and c.revoked_at is null and c.reauthorize_since is null
              and (c.expires_at is null or c.expires_at > :now) and (c.scope <> 'personal' or p.active)
              and (t.not_before is null or t.not_before <= clock_timestamp())
              and (t.leased_until is null or t.leased_until <= clock_timestamp())
            order by t.expires_at limit :limit
            """)
        .param("now", Times.sql(now))
        .param("unusedSince", Times.sql(unusedSince))
        .param("limit", limit)
        .query(
            (row, n) ->
                new Credential.Key(
                    new OrganizationId(row.getObject("organization", UUID.class)),
                    new CredentialId(row.getObject("credential", UUID.class))))
        .list();
  }

  /** The token that was got with a version of the secret. */
  Optional<StoredToken> find(Credential.Key key, int secretVersion) {
    return find(key, secretVersion, "");
  }

  /** The same, and no other is stored before the caller's transaction ends. */
  Optional<StoredToken> hold(Credential.Key key, int secretVersion) {
    return find(key, secretVersion, "for update");
  }

  private Optional<StoredToken> find(Credential.Key key, int secretVersion, String locking) {
    return bound(
            """
            select number, sealed, key_id, issued_at, expires_at from oauth_token
            where organization = :organization and credential = :credential and secret_version = :version
              and sealed is not null
            """
                + locking,
            key)
        .param("version", secretVersion)
        .query(
            (row, n) ->
                new StoredToken(
                    secretVersion,
                    row.getInt("number"),
                    Objects.requireNonNull(sealed(row)),
                    Times.get(row, "issued_at"),
                    Times.find(row, "expires_at")))
        .optional();
  }

  void drop(Credential.Key key) {
    bound(
            """
            update oauth_token set sealed = null, key_id = null, issued_at = null, expires_at = null,
              granted_scopes = null, lease = lease + 1, leased_until = null, failures = 0, not_before = null
            where organization = :organization and credential = :credential
            """,
            key)
        .update();
  }

  void carryOver(Credential.Key key, int number, int toVersion, SealedBytes sealed) {
    bound(
            """
            update oauth_token set secret_version = :version, sealed = :sealed, key_id = :keyId,
              lease = lease + 1, leased_until = null, failures = 0, not_before = null
            where organization = :organization and credential = :credential and number = :number
            """,
            key)
        .param("number", number)
        .param("version", toVersion)
        .param("sealed", sealed.bytes())
        .param("keyId", sealed.keyId())
        .update();
  }

  /** The number of the newest token; 0 if there was none. */
  int number(Credential.Key key) {
    return bound(
            "select number from oauth_token where organization = :organization and credential = :credential",
            key)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** Notes a failure and gives the lease back. */
  void fail(Lease lease, String error, Duration wait) {
    held(
            lease,
            """
            update oauth_token set leased_until = null, failures = least(failures + 1, 1000), last_error = :error,
              not_before = clock_timestamp() + :millis * interval '1 ms'
            where organization = :organization and credential = :credential and lease = :lease
            """)
        .param("error", error)
        .param("millis", wait.toMillis())
        .update();
  }

  int failures(Lease lease) {
    return bound(
            """
            select failures from oauth_token where organization = :organization and credential = :credential
            """,
            lease.key())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /**
   * Marks the credential as one whose service refused, unless it has another secret or another
   * token by now, or somebody is getting one. False if it was not marked.
   */
  boolean condemn(Lease lease, Instant now) {
    return bound(
                """
                update credential set reauthorize_since = :now
                where organization = :organization and id = :credential and secret_version = :version
                  and reauthorize_since is null
                  and exists (select from oauth_token t where t.organization = :organization
                    and t.credential = :credential and t.lease = :lease)
                """,
                lease.key())
            .param("lease", lease.counter())
            .param("now", Times.sql(now))
            .param("version", lease.secretVersion())
            .update()
        == 1;
  }

  /** Marks a credential that has no tokens for its current secret. */
  void requireAuthorization(Credential.Key key, int secretVersion, Instant now) {
    bound(
            """
            update credential set reauthorize_since = :now
            where organization = :organization and id = :credential and secret_version = :version
            """,
            key)
        .param("now", Times.sql(now))
        .param("version", secretVersion)
        .update();
  }

  /** Whether there has been no newer attempt. */
  boolean isNewest(Lease lease) {
    return held(
            lease,
            """
            select count(*) from oauth_token
            where organization = :organization and credential = :credential and lease = :lease
            """)
        .query(Integer.class)
        .single()
        .equals(1);
  }

  /** Whether a token is the current one. */
  boolean isCurrent(Credential.Key key, int number) {
    return bound(
            """
            select count(*) from oauth_token
            where organization = :organization and credential = :credential and number = :number
            """,
            key)
        .param("number", number)
        .query(Integer.class)
        .single()
        .equals(1);
  }

  private JdbcClient.StatementSpec held(Lease lease, String sql) {
    return bound(sql, lease.key()).param("lease", lease.counter());
  }

  private JdbcClient.StatementSpec bound(String sql, Credential.Key key) {
    return jdbc.sql(sql)
        .param("organization", key.organization().value())
        .param("credential", key.id().value());
  }
}
