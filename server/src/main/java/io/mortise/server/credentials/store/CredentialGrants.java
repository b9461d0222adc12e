package io.mortise.server.credentials.store;

import io.mortise.server.access.Level;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of grants. */
@Component
public class CredentialGrants {
  private final JdbcClient jdbc;
  private final Clock clock;

  CredentialGrants(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A grant as people see it. */
  public record GrantView(
      Grantee subject,
      @Schema(allowableValues = {"use", "view", "manage"}) String level,
      Named grantedBy,
      Instant grantedAt) {}

  /**
   * @param type person, service_account or workspace
   */
  public record Grantee(
      @Schema(allowableValues = {"person", "service_account", "workspace"}) String type,
      String id,
      String name) {}

  public List<GrantView> list(Credential.Key key) {
    return jdbc.sql(
            """
            select g.subject, g.subject_type, g.level, g.granted_by, g.granted_at, b.name as by_name, b.kind as by_kind,
                   coalesce(p.name, w.name) as subject_name
            from credential_grant g
            left join principal p on p.organization = g.organization and p.id = g.subject
            left join workspace w on w.organization = g.organization and w.id = g.subject
            join principal b on b.organization = g.organization and b.id = g.granted_by
            where g.organization = :organization and g.credential = :id and p.deleted_at is null
            order by g.granted_at
            """)
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .query(
            (row, n) -> {
              String type = row.getString("subject_type");
              UUID subject = row.getObject("subject", UUID.class);
              String subjectId = text(type, subject);
              return new GrantView(
                  new Grantee(type, subjectId, row.getString("subject_name")),
                  row.getString("level"),
                  new Named(
                      PrincipalId.of(
                              row.getObject("granted_by", UUID.class), row.getString("by_kind"))
                          .toString(),
                      row.getString("by_name")),
                  Times.get(row, "granted_at"));
            })
        .list();
  }

  /** Gives a level, in place of any that the grantee has. */
  public void put(Principal by, Credential.Key key, Grantee grantee, Level level) {
    jdbc.sql(
            """
            insert into credential_grant (organization, credential, subject, subject_type, level, granted_by,
                                          granted_at)
            values (:organization, :id, :subject, :type, :level, :by, :now)
            on conflict (organization, credential, subject) do update
              set level = excluded.level, granted_by = excluded.granted_by, granted_at = excluded.granted_at
            """)
        .param("organization", key.organization().value())
        .param("id", key.id().value())
        .param("subject", uuid(grantee))
        .param("type", grantee.type())
        .param("level", level.wire())
        .param("by", by.id().value())
        .param("now", Times.sql(clock.instant()))
        .update();
  }

  /** Whether there was such a grant. */
  public boolean remove(Credential.Key key, UUID grantee) {
    return jdbc.sql(
                """
                delete from credential_grant
                where organization = :organization and credential = :id and subject = :subject
                """)
            .param("organization", key.organization().value())
            .param("id", key.id().value())
            .param("subject", grantee)
            .update()
        == 1;
  }

  /**
   * With whom a credential can be shared: a workspace, or a person or service account that is not
   * suspended.
   *
   * @param type person, service_account or workspace
   */
  public Optional<Grantee> findGrantee(OrganizationId organization, String type, UUID id) {
    return jdbc.sql(
            type.equals("workspace")
                ? "select name from workspace where organization = :organization and id = :id"
                : "select name from principal where organization = :organization and id = :id and active"
                    + " and deleted_at is null and kind = :kind")
        .param("organization", organization.value())
        .param("id", id)
        .param("kind", type)
        .query(String.class)
        .optional()
        .map(name -> new Grantee(type, text(type, id), name));
  }

  private static String text(String type, UUID id) {
    return type.equals("workspace")
        ? new WorkspaceId(id).toString()
        : PrincipalId.of(id, type).toString();
  }

  private static UUID uuid(Grantee grantee) {
    return PrincipalId.parse(grantee.id())
        .map(PrincipalId::value)
        .or(() -> WorkspaceId.parse(grantee.id()).map(WorkspaceId::value))
        .orElseThrow();
  }
}
