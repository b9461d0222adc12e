package io.mortise.server.people;

import io.mortise.server.access.Member;
import io.mortise.server.access.Membership;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Members with their places, each read in one statement together with the generation they are read
 * under.
 */
@Component
public class MemberRepository {
  /** For a statement that has {@code principal p}; {@link #read} reads them. */
  public static final String COLUMNS =
      """
      p.organization, p.id as member, p.kind as member_kind, p.name as member_name, p.role, p.active,
      coalesce((select generation from guard g where g.organization = p.organization and g.subject = p.id), 0)
        as member_generation,
      array(select m.workspace from workspace_member m
            where m.organization = p.organization and m.principal = p.id order by m.workspace) as member_of,
      array(select m.role || case when m.manage_credentials then '+' else '' end from workspace_member m
            where m.organization = p.organization and m.principal = p.id order by m.workspace) as member_as
      """;

  private final JdbcClient jdbc;

  MemberRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A member and the generation under which they were read. */
  public record Read(Member member, long generation) {}

  public Optional<Member> find(OrganizationId organization, PrincipalId id) {
    return findRead(organization, id).map(Read::member);
  }

  /** A member who is not suspended, with their generation. */
  public Optional<Read> findActive(OrganizationId organization, PrincipalId id) {
    return findRead(organization, id).filter(read -> read.member().active());
  }

  private Optional<Read> findRead(OrganizationId organization, PrincipalId id) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from principal p where p.organization = :organization and p.id = :id and p.kind = :kind"
                + " and p.deleted_at is null")
        .param("organization", organization.value())
        .param("id", id.value())
        .param("kind", id.kind())
        .query((row, n) -> read(row))
        .optional();
  }

  public static Read read(ResultSet row) throws SQLException {
    var member =
        new Member(
            new OrganizationId(row.getObject("organization", UUID.class)),
            PrincipalId.of(row.getObject("member", UUID.class), row.getString("member_kind")),
            row.getString("member_name"),
            OrganizationRole.ofWire(row.getString("role")),
            row.getBoolean("active"),
            memberships(row.getArray("member_of"), row.getArray("member_as")));
    return new Read(member, row.getLong("member_generation"));
  }

  private static Map<WorkspaceId, Membership> memberships(Array workspaces, Array roles)
      throws SQLException {
    var ids = (UUID[]) workspaces.getArray();
    var texts = (String[]) roles.getArray();
    var memberships = new HashMap<WorkspaceId, Membership>();
    for (int i = 0; i < ids.length; i++) {
      boolean manages = texts[i].endsWith("+");
      var role =
          WorkspaceRole.ofWire(manages ? texts[i].substring(0, texts[i].length() - 1) : texts[i]);
      memberships.put(new WorkspaceId(ids[i]), new Membership(role, manages));
    }
    return memberships;
  }
}
