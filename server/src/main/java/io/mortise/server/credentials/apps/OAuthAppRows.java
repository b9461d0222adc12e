package io.mortise.server.credentials.apps;

import io.mortise.server.credentials.apps.OAuthApp.SecretFacts;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.vault.SealedBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of OAuth apps and of their secrets. */
@Component
final class OAuthAppRows {
  private static final String SELECT =
      """
      select a.*, w.name as workspace_name,
        (select count(*) from (select 1 from credential c where c.organization = a.organization and c.oauth_app = a.id
                               limit %d) used) as used_by,
        (select json_agg(json_build_object('number', s.number, 'setAt', s.set_at, 'expiresAt', s.expires_at)
                         order by s.number)
         from oauth_app_secret s where s.organization = a.organization and s.app = a.id) as secrets
      from oauth_app a
      left join workspace w on w.organization = a.organization and w.id = a.workspace
      where a.organization = :organization
      """
          .formatted(OAuthApp.MAX_COUNTED);

  private final JdbcClient jdbc;
  private final JsonMapper json;

  OAuthAppRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A sealed secret, with what it is bound to. */
  record StoredSecret(int number, SealedBytes sealed, @Nullable Instant expiresAt) {}

  List<OAuthApp> list(OrganizationId organization) {
    return jdbc.sql(SELECT + " order by natural_sort_key(lower(a.name)), a.id")
        .param("organization", organization.value())
        .query((row, n) -> read(row))
        .list();
  }

  Optional<OAuthApp> find(OrganizationId organization, OAuthAppId id) {
    return jdbc.sql(SELECT + " and a.id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> read(row))
        .optional();
  }

  /** The same for asking the service, which does not need the count of its users. */
  Optional<OAuthApp> findClient(OrganizationId organization, OAuthAppId id) {
    return jdbc.sql(
            """
            select a.*, null as workspace_name, 0 as used_by, null as secrets
            from oauth_app a where a.organization = :organization and a.id = :id
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> read(row))
        .optional();
  }

  void insert(OAuthApp app, @Nullable WorkspaceId workspace) {
    jdbc.sql(
            """
            insert into oauth_app (organization, id, workspace, connector, name, public_fields, created_at)
            values (:organization, :id, :workspace, :connector, :name, :fields::jsonb, :now)
            """)
        .param("organization", app.organization().value())
        .param("id", app.id().value())
        .param("workspace", workspace == null ? null : workspace.value())
        .param("connector", app.connector())
        .param("name", app.name())
        .param("fields", json.writeValueAsString(app.publicFields()))
        .param("now", Times.sql(app.createdAt()))
        .update();
  }

  /** Whether the row still had the version that was read. */
  boolean update(OAuthApp before, String name, Map<String, Object> publicFields) {
    return jdbc.sql(
                """
                update oauth_app set name = :name, public_fields = :fields::jsonb, version = next_version(version)
                where organization = :organization and id = :id and version = :version
                """)
            .param("name", name)
            .param("fields", json.writeValueAsString(publicFields))
            .param("organization", before.organization().value())
            .param("id", before.id().value())
            .param("version", before.version())
            .update()
        == 1;
  }

  /** Whether the row still had the version that was read. Fails while a credential uses it. */
  boolean delete(OAuthApp before) {
    return jdbc.sql(
                "delete from oauth_app where organization = :organization and id = :id and version = :version")
            .param("organization", before.organization().value())
            .param("id", before.id().value())
            .param("version", before.version())
            .update()
        == 1;
  }

  /**
   * Notes that the service refuses the client, or accepts it again.
   *
   * @return whether that is news
   */
  boolean setRefused(OrganizationId organization, OAuthAppId id, @Nullable Instant since) {
    return jdbc.sql(
                """
                update oauth_app set refused_at = :since
                where organization = :organization and id = :id and (refused_at is null) = (:since::timestamptz is not null)
                """)
            .param("since", Times.sql(since))
            .param("organization", organization.value())
            .param("id", id.value())
            .update()
        == 1;
  }

  /** Those that may be shown to the service, the newest first. */
  List<StoredSecret> secrets(OrganizationId organization, OAuthAppId id) {
    return jdbc.sql(
            """
            select number, sealed, key_id, expires_at from oauth_app_secret
            where organization = :organization and app = :id order by number desc
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .query(
            (row, n) ->
                new StoredSecret(
                    row.getInt("number"),
                    new SealedBytes(row.getBytes("sealed"), row.getLong("key_id")),
                    Times.find(row, "expires_at")))
        .list();
  }

  void insertSecret(OAuthApp app, SecretFacts facts, SealedBytes sealed) {
    jdbc.sql(
            """
            insert into oauth_app_secret (organization, app, number, sealed, key_id, set_at, expires_at)
            values (:organization, :app, :number, :sealed, :key, :setAt, :expiresAt)
            """)
        .param("organization", app.organization().value())
        .param("app", app.id().value())
        .param("number", facts.number())
        .param("sealed", sealed.bytes())
        .param("key", sealed.keyId())
        .param("setAt", Times.sql(facts.setAt()))
        .param("expiresAt", Times.sql(facts.expiresAt()))
        .update();
  }

  void setExpiry(OAuthApp app, int number, @Nullable Instant expiresAt) {
    jdbc.sql(
            """
            update oauth_app_secret set expires_at = :expiresAt
            where organization = :organization and app = :app and number = :number
            """)
        .param("expiresAt", Times.sql(expiresAt))
        .param("organization", app.organization().value())
        .param("app", app.id().value())
        .param("number", number)
        .update();
  }

  void deleteSecret(OAuthApp app, int number) {
    jdbc.sql(
            "delete from oauth_app_secret where organization = :organization and app = :app and number = :number")
        .param("organization", app.organization().value())
        .param("app", app.id().value())
        .param("number", number)
        .update();
  }

  /**
   * A credential whose account has to be connected again.
   *
   * @param name null where it is somebody else's personal one
   */
  record User(UUID id, @Nullable String name) {}

  /** At most a hundred connected accounts that use the app. */
  List<User> accounts(OAuthApp app, PrincipalId seenBy) {
    return jdbc.sql(
            """
            select c.id, case when c.scope = 'personal' and c.owner <> :seenBy then null else c.name end as name
            from credential c
            where c.organization = :organization and c.oauth_app = :app and c.type = 'oauth2'
            order by natural_sort_key(lower(c.name)), c.id limit 100
            """)
        .param("seenBy", seenBy.value())
        .param("organization", app.organization().value())
        .param("app", app.id().value())
        .query((row, n) -> new User(row.getObject("id", UUID.class), row.getString("name")))
        .list();
  }

  private OAuthApp read(ResultSet row) throws SQLException {
    UUID workspace = row.getObject("workspace", UUID.class);
    String secrets = row.getString("secrets");
    return new OAuthApp(
        new OrganizationId(row.getObject("organization", UUID.class)),
        new OAuthAppId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getString("connector"),
        workspace == null
            ? Optional.empty()
            : Optional.of(
                new OAuthApp.Workspace(
                    new WorkspaceId(workspace), row.getString("workspace_name"))),
        json.readValue(row.getString("public_fields"), new TypeReference<Map<String, Object>>() {}),
        secrets == null
            ? List.of()
            : json.readValue(secrets, new TypeReference<List<SecretFacts>>() {}),
        row.getInt("used_by"),
        Times.find(row, "refused_at"),
        Times.get(row, "created_at"),
        row.getLong("version"));
  }
}
