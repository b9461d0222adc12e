package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Grant;
import io.mortise.server.access.Grant.Grantee.ToPrincipal;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.access.Level;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
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

/** Grants: gives a person or a workspace more than the scope does, and takes it back. */
@Component
public class CredentialSharing {
  private final JdbcClient jdbc;
  private final CredentialGate gate;
  private final CredentialChanges changes;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialSharing(
      JdbcClient jdbc,
      CredentialGate gate,
      CredentialChanges changes,
      CredentialStops stops,
      Clock clock) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.changes = changes;
    this.stops = stops;
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

  public List<GrantView> list(Principal principal, CredentialId id) {
    Credential credential = gate.get(principal, id, Action.VIEW_CONFIGURATION);
    return jdbc.sql(
            """
            select g.subject, g.subject_type, g.level, g.granted_by, g.granted_at, b.name as by_name, b.kind as by_kind,
                   coalesce(p.name, w.name) as subject_name
            from credential_grant g
            left join principal p on p.organization = g.organization and p.id = g.subject
            left join workspace w on w.organization = g.organization and w.id = g.subject
            join principal b on b.organization = g.organization and b.id = g.granted_by
            where g.organization = :organization and g.credential = :id
            order by g.granted_at
            """)
        .param("organization", credential.organization().value())
        .param("id", id.value())
        .query(
            (row, n) -> {
              String type = row.getString("subject_type");
              UUID subject = row.getObject("subject", UUID.class);
              String subjectId =
                  type.equals("workspace")
                      ? new WorkspaceId(subject).toString()
                      : PrincipalId.of(subject, type).toString();
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

  public void grant(Principal principal, CredentialId id, String to, Level level) {
    Credential credential = gate.get(principal, id, Action.SHARE);
    Grantee subject = subject(credential, to);
    requireReach(principal, credential, to);
    changes.run(
        change -> {
          jdbc.sql(
                  """
              insert into credential_grant (organization, credential, subject, subject_type, level, granted_by,
                                            granted_at)
              values (:organization, :id, :subject, :type, :level, :by, :now)
              on conflict (organization, credential, subject) do update
                set level = excluded.level, granted_by = excluded.granted_by, granted_at = excluded.granted_at
              """)
              .param("organization", credential.organization().value())
              .param("id", id.value())
              .param("subject", uuid(to))
              .param("type", subject.type())
              .param("level", level.wire())
              .param("by", principal.id().value())
              .param("now", Times.sql(clock.instant()))
              .update();
          change.record(
              event(principal, credential, AuditAction.CREDENTIAL_SHARED, to)
                  .withFact("level", level.wire()));
        });
  }

  /** What stops when that is granted instead of what is; checked like it, and not made. */
  public StopPreview previewGrant(Principal principal, CredentialId id, String to, Level level) {
    Credential credential = gate.get(principal, id, Action.SHARE);
    subject(credential, to);
    requireReach(principal, credential, to);
    return stops.byAccess(credential, credential.access().with(new Grant(grantee(to), level)));
  }

  /** What stops when that is no longer granted. */
  public StopPreview previewUngrant(Principal principal, CredentialId id, String to) {
    Credential credential = gate.get(principal, id, Action.SHARE);
    uuid(to);
    var after = credential.access().without(grantee(to));
    if (after.equals(credential.access())) {
      throw Refused.notFound("The grant");
    }
    return stops.byAccess(credential, after);
  }

  private void requireReach(Principal principal, Credential credential, String to) {
    if (!AccessPolicy.mayShareWith(principal, grantee(to))) {
      throw gate.refused(
          principal,
          credential,
          Action.SHARE,
          "The API key is limited to workspaces and shares only with those.");
    }
  }

  public void ungrant(Principal principal, CredentialId id, String to) {
    Credential credential = gate.get(principal, id, Action.SHARE);
    changes.run(
        change -> {
          int removed =
              jdbc.sql(
                      """
                  delete from credential_grant
                  where organization = :organization and credential = :id and subject = :subject
                  """)
                  .param("organization", credential.organization().value())
                  .param("id", id.value())
                  .param("subject", uuid(to))
                  .update();
          if (removed == 0) {
            throw Refused.notFound("The grant");
          }
          change.record(event(principal, credential, AuditAction.CREDENTIAL_UNSHARED, to));
        });
  }

  private static AuditEvent event(
      Principal principal, Credential credential, AuditAction action, String with) {
    return AuditEvent.by(principal, action, credential.party()).withFact("with", with);
  }

  private Grantee subject(Credential credential, String to) {
    String type = PrincipalId.parse(to).map(PrincipalId::kind).orElse("workspace");
    return jdbc.sql(
            type.equals("workspace")
                ? "select name from workspace where organization = :organization and id = :id"
                : "select name from principal where organization = :organization and id = :id and active"
                    + " and deleted_at is null and kind = :kind")
        .param("kind", type)
        .param("organization", credential.organization().value())
        .param("id", uuid(to))
        .query(String.class)
        .optional()
        .map(name -> new Grantee(type, to, name))
        .orElseThrow(() -> Refused.notFound("The " + type.replace('_', ' ')));
  }

  private static Grant.Grantee grantee(String to) {
    return PrincipalId.parse(to)
        .<Grant.Grantee>map(ToPrincipal::new)
        .orElseGet(() -> new ToWorkspace(WorkspaceId.parse(to).orElseThrow()));
  }

  private static UUID uuid(String to) {
    Optional<UUID> id =
        PrincipalId.parse(to)
            .map(PrincipalId::value)
            .or(() -> WorkspaceId.parse(to).map(WorkspaceId::value));
    return id.orElseThrow(
        () ->
            new InvalidRequest(
                "/grantee",
                "Share with a person (usr_…), a service account (svc_…) or a workspace (ws_…)."));
  }
}
