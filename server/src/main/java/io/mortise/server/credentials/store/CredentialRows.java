package io.mortise.server.credentials.store;

import io.mortise.runtime.connector.MethodType;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Grant;
import io.mortise.server.access.Grant.Grantee;
import io.mortise.server.access.Level;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rows of {@link #SELECT}: a credential with names, grants and generations, in one statement.
 */
public final class CredentialRows {
  public static final String COLUMNS =
      """
      c.*, p.name as owner_name, p.kind as owner_kind, p.active as owner_active, w.name as workspace_name, r.name as revoked_by_name,
      v.created_at as secret_at, v.created_by as secret_by, s.name as secret_by_name, s.kind as secret_by_kind,
      (select case when o.destroyed_at is null then o.destroy_after end from credential_version o
       where o.organization = c.organization and o.credential = c.id and o.superseded_at is not null
       order by o.superseded_at desc, o.version desc limit 1) as rollback_until,
      array(select g.subject from credential_grant g
            where g.organization = c.organization and g.credential = c.id order by g.subject) as granted_to,
      array(select g.subject_type || ' ' || g.level from credential_grant g
            where g.organization = c.organization and g.credential = c.id order by g.subject) as granted_as,
      coalesce((select generation from guard g where g.organization = c.organization and g.subject = c.id), 0)
        as generation,
      coalesce((select generation from guard g where g.organization = c.organization and g.subject = c.owner), 0)
        as owner_generation
      """;

  public static final String JOINS =
      """
      join principal p on p.organization = c.organization and p.id = c.owner
      left join workspace w on w.organization = c.organization and w.id = c.workspace
      left join principal r on r.organization = c.organization and r.id = c.revoked_by
      left join credential_version v
        on v.organization = c.organization and v.credential = c.id and v.version = c.secret_version
      left join principal s on s.organization = c.organization and s.id = v.created_by
      """;

  static final String SELECT = "select " + COLUMNS + " from credential c " + JOINS;

  private final JsonMapper json;

  public CredentialRows(JsonMapper json) {
    this.json = json;
  }

  public Credential read(ResultSet row) throws SQLException {
    return new Credential(
        new CredentialId(row.getObject("id", UUID.class)),
        new Credential.Service(
            row.getString("connector"),
            row.getString("method"),
            MethodType.parse(row.getString("type")).orElse(MethodType.CUSTOM)),
        new Credential.Label(
            row.getString("name"),
            row.getString("notes"),
            row.getString("environment"),
            texts(row, "tags")),
        access(row),
        people(row),
        new Credential.Shape(
            fields(row.getString("public_fields")),
            texts(row, "secret_names"),
            row.getObject("oauth_app", UUID.class)),
        state(row),
        new Credential.Stamp(
            row.getLong("version"),
            Times.get(row, "created_at"),
            Times.get(row, "updated_at"),
            row.getLong("generation"),
            row.getLong("owner_generation")));
  }

  private static CredentialAccess access(ResultSet row) throws SQLException {
    UUID workspace = row.getObject("workspace", UUID.class);
    CredentialScope scope =
        switch (row.getString("scope")) {
          case "personal" -> new CredentialScope.Personal();
          case "workspace" -> new CredentialScope.Workspace(new WorkspaceId(workspace));
          default -> new CredentialScope.Organization();
        };
    return new CredentialAccess(
        new OrganizationId(row.getObject("organization", UUID.class)),
        PrincipalId.of(row.getObject("owner", UUID.class), row.getString("owner_kind")),
        scope,
        grants(row));
  }

  private static List<Grant> grants(ResultSet row) throws SQLException {
    var subjects = (UUID[]) row.getArray("granted_to").getArray();
    var kinds = (String[]) row.getArray("granted_as").getArray();
    var grants = new ArrayList<Grant>();
    for (int i = 0; i < subjects.length; i++) {
      var kindAndLevel = kinds[i].split(" ", 2);
      Grantee to =
          kindAndLevel[0].equals("workspace")
              ? new Grantee.ToWorkspace(new WorkspaceId(subjects[i]))
              : new Grantee.ToPrincipal(PrincipalId.of(subjects[i], kindAndLevel[0]));
      grants.add(new Grant(to, Level.ofWire(kindAndLevel[1])));
    }
    return grants;
  }

  private static Credential.People people(ResultSet row) throws SQLException {
    UUID secretBy = row.getObject("secret_by", UUID.class);
    var changed =
        secretBy == null
            ? null
            : new Credential.ChangedBy(
                PrincipalId.of(secretBy, row.getString("secret_by_kind")).toString(),
                row.getString("secret_by_name"),
                Times.get(row, "secret_at"));
    return new Credential.People(
        row.getString("owner_name"),
        row.getBoolean("owner_active"),
        row.getString("workspace_name"),
        row.getString("revoked_by_name"),
        changed);
  }

  private Credential.State state(ResultSet row) throws SQLException {
    var marks =
        new Credential.Marks(
            row.getBoolean("damaged"),
            Times.find(row, "unreadable_since"),
            Times.find(row, "revoked_at"),
            Times.find(row, "reauthorize_since"),
            row.getBoolean("test_failed"),
            row.getInt("refusals_in_row"));
    var deadlines =
        new Credential.Deadlines(
            Times.find(row, "expires_at"),
            row.getObject("rotate_every_days", Integer.class),
            Times.find(row, "rotate_by"),
            Times.find(row, "rollback_until"));
    return new Credential.State(
        row.getInt("secret_version"),
        marks,
        deadlines,
        test(row.getString("last_test")),
        Times.find(row, "last_tested_at"),
        Times.find(row, "last_used_at"),
        row.getString("identity"));
  }

  /** Empty where the row is damaged; then its status says so. */
  private Map<String, Object> fields(String stored) {
    try {
      var fields = json.readValue(stored, new TypeReference<@Nullable Map<String, Object>>() {});
      return fields == null ? Map.of() : fields;
    } catch (JacksonException damaged) {
      return Map.of();
    }
  }

  private @Nullable TestResult test(@Nullable String stored) {
    return stored == null ? null : TestResult.ofStored(json, stored).orElse(null);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return row.getArray(column).getArray() instanceof String[] texts
        ? Arrays.stream(texts).filter(Objects::nonNull).toList()
        : List.of();
  }
}
