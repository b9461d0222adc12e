package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.credentials.refresh.Handoff.Failure;
import io.mortise.server.credentials.refresh.Handoff.State;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.vault.SealedBytes;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of hand-offs. */
@Component
final class HandoffRows {
  private static final int MAX_WAITING = 10;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  HandoffRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What is stored of a hand-off beside what everybody sees of it. */
  record Held(Handoff handoff, Sealed sealed, byte[] browserHash) {}

  /**
   * @param token null until it is connected
   */
  record Sealed(SealedBytes document, SealedBytes verifier, @Nullable Token token) {}

  record Token(SealedBytes sealed, Instant issuedAt, @Nullable Instant expiresAt) {}

  /** Of one person, the oldest ones beyond ten are dropped. */
  void insert(
      Handoff handoff, PrincipalId begunBy, String kind, byte[] stateHash, Held held, Instant now) {
    jdbc.sql(
            """
            delete from oauth_handoff where organization = :organization and id in
              (select id from oauth_handoff where organization = :organization and begun_by = :begunBy
               order by created_at desc offset :kept)
            """)
        .param("organization", handoff.organization().value())
        .param("begunBy", begunBy.value())
        .param("kept", MAX_WAITING - 1)
        .update();
    jdbc.sql(
            """
            insert into oauth_handoff (organization, id, begun_by, begun_by_kind, connector, method, credential,
              state_hash, browser_hash, redirect_uri, document, document_key_id, verifier, verifier_key_id,
              created_at, expires_at)
            values (:organization, :id, :begunBy, :kind, :connector, :method, :credential, :stateHash, :browserHash,
              :redirectUri, :document, :documentKey, :verifier, :verifierKey, :now, :expiresAt)
            """)
        .param("organization", handoff.organization().value())
        .param("id", handoff.id().value())
        .param("begunBy", begunBy.value())
        .param("kind", kind)
        .param("connector", handoff.service().connector())
        .param("method", handoff.service().method())
        .param("credential", handoff.credential().map(CredentialId::value).orElse(null))
        .param("stateHash", stateHash)
        .param("browserHash", held.browserHash())
        .param("redirectUri", handoff.redirectUri().toString())
        .param("document", held.sealed().document().bytes())
        .param("documentKey", held.sealed().document().keyId())
        .param("verifier", held.sealed().verifier().bytes())
        .param("verifierKey", held.sealed().verifier().keyId())
        .param("now", Times.sql(now))
        .param("expiresAt", Times.sql(handoff.expiresAt()))
        .update();
  }

  Optional<Held> find(OrganizationId organization, HandoffId id) {
    return jdbc.sql("select * from oauth_handoff where organization = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> read(row))
        .optional();
  }

  Optional<Held> findByState(byte[] stateHash) {
    return jdbc.sql("select * from oauth_handoff where state_hash = :hash")
        .param("hash", stateHash)
        .query((row, n) -> read(row))
        .optional();
  }

  /** False if somebody else was first. */
  boolean move(Handoff handoff, State from, State to) {
    return jdbc.sql(
                """
                update oauth_handoff set state = :to where organization = :organization and id = :id and state = :from
                """)
            .param("to", to.stored())
            .param("from", from.stored())
            .param("organization", handoff.organization().value())
            .param("id", handoff.id().value())
            .update()
        == 1;
  }

  void fail(Handoff handoff, Failure failure) {
    jdbc.sql(
            """
            update oauth_handoff set state = 'failed', error = lower(:error)
            where organization = :organization and id = :id and state in ('waiting', 'exchanging')
            """)
        .param("error", failure.name())
        .param("organization", handoff.organization().value())
        .param("id", handoff.id().value())
        .update();
  }

  /**
   * The account is there.
   *
   * @param from where the hand-off has to be for it
   */
  void connect(Handoff handoff, State from, Connection connection, Instant expiresAt) {
    var account = connection.account();
    jdbc.sql(
            """
            update oauth_handoff set state = :state, token = :token, token_key_id = :keyId,
              token_issued_at = :issuedAt, token_expires_at = :tokenExpiresAt, granted_scopes = :scopes,
              document = :document, document_key_id = :documentKey, identity = :identity, choices = :choices::jsonb,
              expires_at = :expiresAt
            where organization = :organization and id = :id and state = :from
            """)
        .param("state", (account.choices().isEmpty() ? State.CONNECTED : State.CHOOSING).stored())
        .param("from", from.stored())
        .param("token", connection.token().sealed().bytes())
        .param("keyId", connection.token().sealed().keyId())
        .param("issuedAt", Times.sql(connection.token().issuedAt()))
        .param("tokenExpiresAt", Times.sql(connection.token().expiresAt()))
        .param("scopes", texts(connection.grantedScopes()))
        .param("document", connection.document().bytes())
        .param("documentKey", connection.document().keyId())
        .param("identity", account.identity())
        .param(
            "choices",
            account.choices().isEmpty() ? null : json.writeValueAsString(account.choices()))
        .param("expiresAt", Times.sql(expiresAt))
        .param("organization", handoff.organization().value())
        .param("id", handoff.id().value())
        .update();
  }

  /** A connected account as it is stored. */
  record Connection(
      AccountReader.Account account,
      SealedBytes document,
      Token token,
      @Nullable List<String> grantedScopes) {}

  private static String @Nullable [] texts(@Nullable List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }

  void deleteExpired(Instant before) {
    jdbc.sql("delete from oauth_handoff where expires_at < :before")
        .param("before", Times.sql(before))
        .update();
  }

  private Held read(ResultSet row) throws SQLException {
    byte[] token = row.getBytes("token");
    return new Held(
        handoff(row),
        new Sealed(
            new SealedBytes(row.getBytes("document"), row.getLong("document_key_id")),
            new SealedBytes(row.getBytes("verifier"), row.getLong("verifier_key_id")),
            token == null
                ? null
                : new Token(
                    new SealedBytes(token, row.getLong("token_key_id")),
                    Times.get(row, "token_issued_at"),
                    Times.find(row, "token_expires_at"))),
        row.getBytes("browser_hash"));
  }

  private Handoff handoff(ResultSet row) throws SQLException {
    UUID credential = row.getObject("credential", UUID.class);
    Array scopes = row.getArray("granted_scopes");
    String choices = row.getString("choices");
    return new Handoff(
        new OrganizationId(row.getObject("organization", UUID.class)),
        new HandoffId(row.getObject("id", UUID.class)),
        row.getObject("begun_by", UUID.class),
        new Handoff.Service(row.getString("connector"), row.getString("method")),
        Optional.ofNullable(credential).map(CredentialId::new),
        State.of(row.getString("state")),
        Failure.of(row.getString("error")),
        URI.create(row.getString("redirect_uri")),
        scopes == null ? null : List.of((String[]) scopes.getArray()),
        row.getString("identity"),
        choices == null ? List.of() : json.readValue(choices, new TypeReference<>() {}),
        Times.get(row, "expires_at"));
  }
}
