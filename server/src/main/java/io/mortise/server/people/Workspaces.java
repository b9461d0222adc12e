package io.mortise.server.people;

import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
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

  /** Gives a principal a role in a workspace, in place of any that it has there. */
  public void join(
      OrganizationId organization, WorkspaceId workspace, PrincipalId member, WorkspaceRole role) {
    jdbc.sql(
            """
            insert into workspace_member (organization, workspace, principal, role)
            values (:organization, :workspace, :principal, :role)
            on conflict (organization, workspace, principal) do update set role = excluded.role
            """)
        .param("organization", organization.value())
        .param("workspace", workspace.value())
        .param("principal", member.value())
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

  /** Whether the workspace exists and the member is in it. */
  public boolean hasMember(WorkspaceId workspace, Member member) {
    return member.in(workspace).isPresent() && exists(member.organization(), workspace);
  }

  private boolean exists(OrganizationId organization, WorkspaceId workspace) {
    return jdbc.sql(
            "select exists (select 1 from workspace where organization = :organization and id = :id)")
        .param("organization", organization.value())
        .param("id", workspace.value())
        .query(Boolean.class)
        .single();
  }

  /** Those the principal belongs to, by name; owners and admins belong to all. */
  public List<WorkspaceId> of(Principal principal) {
    return jdbc
        .sql(
            "select id from workspace where organization = :organization order by natural_sort_key(name_key)")
        .param("organization", principal.organization().value())
        .query(UUID.class)
        .list()
        .stream()
        .map(WorkspaceId::new)
        .filter(workspace -> principal.member().in(workspace).isPresent())
        .toList();
  }

  /** Of those the ones that the principal's key reaches. */
  public List<WorkspaceId> reachedBy(Principal principal) {
    return of(principal).stream()
        .filter(
            workspace -> principal.key().map(key -> key.reachesWorkspace(workspace)).orElse(true))
        .toList();
  }
}
