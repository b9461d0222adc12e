package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.problem.Problem;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialAccess;
import io.mortise.server.access.CredentialDenied;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is left of deleted credentials, for those whose place in its scope let them see it. */
@Component
class Tombstones {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  Tombstones(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * @param flows those that used it when it was deleted
   */
  record Deleted(String name, String connector, Named by, Instant at, List<Named> flows) {}

  private record Found(CredentialAccess access, Deleted deleted) {}

  /** Why a credential is not there: deleted by whom and when, or no more than that it is absent. */
  Problem absent(Principal principal, CredentialId id) {
    return jdbc.sql(
            """
            select t.name, t.connector, t.owner_scope, t.deleted_by, t.deleted_at, t.flows,
                   p.name as deleted_by_name, p.kind as deleted_by_kind,
                   coalesce((select a.kind from principal a where a.organization = t.organization and a.id = t.owner_scope),
                            'person') as owner_scope_kind,
                   exists(select from workspace w where w.organization = t.organization and w.id = t.owner_scope)
                     as of_workspace
            from credential_tombstone t
            join principal p on p.organization = t.organization and p.id = t.deleted_by
            where t.organization = :organization and t.id = :id
            """)
        .param("organization", principal.organization().value())
        .param("id", id.value())
        .query((row, n) -> read(principal.organization(), row))
        .optional()
        .filter(found -> AccessPolicy.decide(principal, found.access(), Action.SEE).allowed())
        .<Problem>map(found -> new WasDeleted(found.deleted()))
        .orElseGet(CredentialDenied::notFound);
  }

  private Found read(OrganizationId organization, ResultSet row) throws SQLException {
    UUID ownerScope = row.getObject("owner_scope", UUID.class);
    CredentialScope scope =
        ownerScope.equals(organization.value())
            ? new CredentialScope.Organization()
            : row.getBoolean("of_workspace")
                ? new CredentialScope.Workspace(new WorkspaceId(ownerScope))
                : new CredentialScope.Personal();
    return new Found(
        new CredentialAccess(
            organization,
            PrincipalId.of(ownerScope, row.getString("owner_scope_kind")),
            scope,
            List.of()),
        new Deleted(
            row.getString("name"),
            row.getString("connector"),
            new Named(
                PrincipalId.of(
                        row.getObject("deleted_by", UUID.class), row.getString("deleted_by_kind"))
                    .toString(),
                row.getString("deleted_by_name")),
            Times.get(row, "deleted_at"),
            flows(row.getString("flows"))));
  }

  /** None where the row is damaged: that it was deleted is still true. */
  private List<Named> flows(String stored) {
    try {
      var flows = json.readValue(stored, new TypeReference<@Nullable List<@Nullable Named>>() {});
      return flows == null ? List.of() : flows.stream().filter(Objects::nonNull).toList();
    } catch (JacksonException damaged) {
      return List.of();
    }
  }

  /** The same code as for what never was: only the sentence and the member tell more. */
  private static final class WasDeleted extends Problem {
    private final Deleted deleted;

    WasDeleted(Deleted deleted) {
      super(
          "credential_not_found",
          404,
          deleted.name()
              + " was deleted by "
              + deleted.by().name()
              + " on "
              + deleted.at().toString().substring(0, 10)
              + ".");
      this.deleted = deleted;
    }

    @Override
    public Map<String, Object> members() {
      return Map.of("deleted", deleted);
    }
  }
}
