package io.mortise.server.people;

import io.mortise.server.access.Caller;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.kernel.WorkspaceRole;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Workspaces and their names. */
@Component
public class Workspaces {
  private final JdbcClient jdbc;
  private final Clock clock;

  Workspaces(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void insert(OrganizationId organization, WorkspaceId id, String name) {
    jdbc.sql(
            """
            insert into workspace (organization, id, name, name_key, created_at)
            values (:organization, :id, :name, :key, :now)
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("name", name)
        .param("key", Names.key(name))
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  public void join(
      OrganizationId organization, WorkspaceId workspace, UserId person, WorkspaceRole role) {
    jdbc.sql(
            """
            insert into workspace_member (organization, workspace, person, role)
            values (:organization, :workspace, :person, :role)
            """)
        .param("organization", organization.value())
        .param("workspace", workspace.value())
        .param("person", person.value())
        .param("role", role.wire())
        .update();
  }

  /** Names by id. */
  public Map<UUID, String> names(OrganizationId organization) {
    var names = new HashMap<UUID, String>();
    jdbc.sql("select id, name from workspace where organization = :organization")
        .param("organization", organization.value())
        .query(
            row -> {
              names.put(row.getObject("id", UUID.class), row.getString("name"));
            });
    return names;
  }

  public boolean exists(OrganizationId organization, WorkspaceId workspace) {
    return jdbc.sql(
            "select exists (select 1 from workspace where organization = :organization and id = :id)")
        .param("organization", organization.value())
        .param("id", workspace.value())
        .query(Boolean.class)
        .single();
  }

  /** Those the caller's person belongs to, by name; owners and admins belong to all. */
  public List<WorkspaceId> of(Caller caller) {
    return jdbc
        .sql(
            "select id from workspace where organization = :organization order by natural_sort_key(name_key)")
        .param("organization", caller.organization().value())
        .query(UUID.class)
        .list()
        .stream()
        .map(WorkspaceId::new)
        .filter(workspace -> caller.person().in(workspace).isPresent())
        .toList();
  }

  /** Of those the ones that the caller's key is not kept from. */
  public List<WorkspaceId> reachedBy(Caller caller) {
    return of(caller).stream()
        .filter(workspace -> caller.key().map(key -> key.reachesWorkspace(workspace)).orElse(true))
        .toList();
  }
}
