package io.mortise.server.people;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.ServiceAccount.Workspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of service accounts; deleted ones are not found. */
@Component
class ServiceAccountRepository {
  private static final String SELECT =
      """
      select p.id, p.name, p.notes, p.created_at, p.version, p.workspace, w.name as workspace_name,
             case when p.workspace is null then p.role else m.role end as role
      from principal p
      left join workspace w on w.organization = p.organization and w.id = p.workspace
      left join workspace_member m
        on m.organization = p.organization and m.workspace = p.workspace and m.principal = p.id
      where p.organization = :organization and p.kind = 'service_account' and p.deleted_at is null
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  ServiceAccountRepository(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<ServiceAccount> list(OrganizationId organization) {
    return jdbc.sql(SELECT + " order by natural_sort_key(lower(p.name)), p.id")
        .param("organization", organization.value())
        .query((row, n) -> read(row))
        .list();
  }

  Optional<ServiceAccount> find(OrganizationId organization, ServiceAccountId id) {
    return jdbc.sql(SELECT + " and p.id = :id")
        .param("organization", organization.value())
        .param("id", id.value())
        .query((row, n) -> read(row))
        .optional();
  }

  void insert(
      OrganizationId organization,
      ServiceAccountId id,
      String name,
      @Nullable WorkspaceId workspace,
      ServiceAccountRole role,
      String notes) {
    jdbc.sql(
            """
            insert into principal (organization, id, kind, name, role, workspace, notes, created_at)
            values (:organization, :id, 'service_account', :name, :role, :workspace, :notes, :now)
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("name", name)
        .param("role", role.inOrganization().wire())
        .param("workspace", workspace == null ? null : workspace.value())
        .param("notes", notes)
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** Whether the row still had the version that was read. */
  boolean update(OrganizationId organization, ServiceAccount before, String name, String notes) {
    return jdbc.sql(
                """
                update principal set name = :name, notes = :notes, version = next_version(version)
                where organization = :organization and id = :id and version = :version and deleted_at is null
                """)
            .param("name", name)
            .param("notes", notes)
            .param("organization", organization.value())
            .param("id", before.id().value())
            .param("version", before.version())
            .update()
        == 1;
  }

  /** Ends the service account for good; the row stays, because history names it. */
  boolean delete(OrganizationId organization, ServiceAccount before) {
    return jdbc.sql(
                """
                update principal set active = false, deleted_at = :now, version = next_version(version)
                where organization = :organization and id = :id and version = :version and deleted_at is null
                """)
            .param("now", Times.sql(clock.instant()))
            .param("organization", organization.value())
            .param("id", before.id().value())
            .param("version", before.version())
            .update()
        == 1;
  }

  private static ServiceAccount read(ResultSet row) throws SQLException {
    UUID workspace = row.getObject("workspace", UUID.class);
    return new ServiceAccount(
        new ServiceAccountId(row.getObject("id", UUID.class)),
        row.getString("name"),
        workspace == null
            ? Optional.empty()
            : Optional.of(
                new Workspace(new WorkspaceId(workspace), row.getString("workspace_name"))),
        ServiceAccountRole.ofRow(row.getString("role")),
        row.getString("notes"),
        Times.get(row, "created_at"),
        row.getLong("version"));
  }
}
