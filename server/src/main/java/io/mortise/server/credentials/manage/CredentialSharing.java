package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Caller;
import io.mortise.server.access.Grant;
import io.mortise.server.access.Grant.Grantee.ToPerson;
import io.mortise.server.access.Grant.Grantee.ToWorkspace;
import io.mortise.server.access.Level;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Grants: gives a person or a workspace more than the scope does, and takes it back. */
@Component
public class CredentialSharing {
  private final JdbcClient jdbc;
  private final Saving saving;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialSharing(JdbcClient jdbc, Saving saving, CredentialStops stops, Clock clock) {
    this.jdbc = jdbc;
    this.saving = saving;
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
   * @param type person or workspace
   */
  public record Grantee(
      @Schema(allowableValues = {"person", "workspace"}) String type, String id, String name) {}

  public List<GrantView> list(Caller caller, CredentialId id) {
    Credential credential = saving.gate().get(caller, id, Action.VIEW_CONFIGURATION);
    return jdbc.sql(
            """
            select g.subject, g.subject_type, g.level, g.granted_by, g.granted_at, b.name as by_name,
                   coalesce(p.name, w.name) as subject_name
            from credential_grant g
            left join person p on p.organization = g.organization and p.id = g.subject
            left join workspace w on w.organization = g.organization and w.id = g.subject
            join person b on b.organization = g.organization and b.id = g.granted_by
            where g.organization = :organization and g.credential = :id
            order by g.granted_at
            """)
        .param("organization", credential.organization().value())
        .param("id", id.value())
        .query(
            (row, n) -> {
              boolean person = row.getString("subject_type").equals("person");
              UUID subject = row.getObject("subject", UUID.class);
              String subjectId =
                  person ? new UserId(subject).toString() : new WorkspaceId(subject).toString();
              return new GrantView(
                  new Grantee(
                      row.getString("subject_type"), subjectId, row.getString("subject_name")),
                  row.getString("level"),
                  new Named(
                      new UserId(row.getObject("granted_by", UUID.class)).toString(),
                      row.getString("by_name")),
                  Times.get(row, "granted_at"));
            })
        .list();
  }

  public void grant(Caller caller, CredentialId id, String to, Level level) {
    Credential credential = saving.gate().get(caller, id, Action.SHARE);
    Grantee subject = subject(credential, to);
    requireReach(caller, credential, to);
    saving.inTransaction(
        () -> {
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
              .param("by", caller.user().value())
              .param("now", Times.sql(clock.instant()))
              .update();
          changed(caller, credential, subject, AuditAction.CREDENTIAL_SHARED, level.wire());
        });
  }

  /** What stops when that is granted instead of what is; checked like it, and not made. */
  public StopPreview previewGrant(Caller caller, CredentialId id, String to, Level level) {
    Credential credential = saving.gate().get(caller, id, Action.SHARE);
    subject(credential, to);
    requireReach(caller, credential, to);
    return stops.byAccess(credential, credential.access().with(new Grant(grantee(to), level)));
  }

  /** What stops when that is no longer granted. */
  public StopPreview previewUngrant(Caller caller, CredentialId id, String to) {
    Credential credential = saving.gate().get(caller, id, Action.SHARE);
    uuid(to);
    var after = credential.access().without(grantee(to));
    if (after.equals(credential.access())) {
      throw Refused.notFound("The grant");
    }
    return stops.byAccess(credential, after);
  }

  private void requireReach(Caller caller, Credential credential, String to) {
    if (!AccessPolicy.mayShareWith(caller, grantee(to))) {
      throw saving
          .gate()
          .refused(
              caller,
              credential,
              Action.SHARE,
              "The API key is limited to workspaces and shares only with those.");
    }
  }

  public void ungrant(Caller caller, CredentialId id, String to) {
    Credential credential = saving.gate().get(caller, id, Action.SHARE);
    saving.inTransaction(
        () -> {
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
          changed(
              caller, credential, new Grantee("", to, ""), AuditAction.CREDENTIAL_UNSHARED, null);
        });
  }

  private void changed(
      Caller caller,
      Credential credential,
      Grantee subject,
      AuditAction action,
      @Nullable String level) {
    saving.guard().raise(credential.organization(), credential.id().value());
    saving
        .audit()
        .append(
            AuditEvent.by(caller, action, credential.party())
                .withFact("with", subject.id())
                .withFact("level", level));
  }

  private Grantee subject(Credential credential, String to) {
    boolean person = UserId.parse(to).isPresent();
    return jdbc.sql(
            person
                ? "select name from person where organization = :organization and id = :id and active"
                : "select name from workspace where organization = :organization and id = :id")
        .param("organization", credential.organization().value())
        .param("id", uuid(to))
        .query(String.class)
        .optional()
        .map(name -> new Grantee(person ? "person" : "workspace", to, name))
        .orElseThrow(() -> Refused.notFound(person ? "The person" : "The workspace"));
  }

  private static Grant.Grantee grantee(String to) {
    return UserId.parse(to)
        .<Grant.Grantee>map(ToPerson::new)
        .orElseGet(() -> new ToWorkspace(WorkspaceId.parse(to).orElseThrow()));
  }

  private static UUID uuid(String to) {
    Optional<UUID> id =
        UserId.parse(to).map(UserId::value).or(() -> WorkspaceId.parse(to).map(WorkspaceId::value));
    return id.orElseThrow(
        () -> new InvalidRequest("/grantee", "Share with a person (usr_…) or a workspace (ws_…)."));
  }
}
