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
import io.mortise.server.credentials.store.CredentialGrants;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grants: gives a person or a workspace more than the scope does, and takes it back. */
@Component
public class CredentialSharing {
  private final CredentialGrants grants;
  private final CredentialGate gate;
  private final CredentialChanges changes;
  private final CredentialStops stops;

  CredentialSharing(
      CredentialGrants grants,
      CredentialGate gate,
      CredentialChanges changes,
      CredentialStops stops) {
    this.grants = grants;
    this.gate = gate;
    this.changes = changes;
    this.stops = stops;
  }

  public List<CredentialGrants.GrantView> list(Principal principal, CredentialId id) {
    Credential credential = gate.get(principal, id, Action.VIEW_CONFIGURATION);
    return grants.list(credential.key());
  }

  /**
   * Gives a level.
   *
   * @param version of the credential that was seen; null to share whatever is saved now
   */
  public void grant(
      Principal principal, CredentialId id, String to, Level level, @Nullable Long version) {
    Credential credential = gate.get(principal, id, Action.SHARE, version);
    var subject = subject(credential, to);
    requireReach(principal, credential, to);
    changes.run(
        change -> {
          grants.put(principal, credential.key(), subject, level);
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

  /**
   * Takes a grant back.
   *
   * @param version of the credential that was seen; null for any
   */
  public void ungrant(Principal principal, CredentialId id, String to, @Nullable Long version) {
    Credential credential = gate.get(principal, id, Action.SHARE, version);
    changes.run(
        change -> {
          boolean removed = grants.remove(credential.key(), uuid(to));
          if (!removed) {
            throw Refused.notFound("The grant");
          }
          change.record(event(principal, credential, AuditAction.CREDENTIAL_UNSHARED, to));
        });
  }

  private static AuditEvent event(
      Principal principal, Credential credential, AuditAction action, String with) {
    return AuditEvent.by(principal, action, credential.party()).withFact("with", with);
  }

  private CredentialGrants.Grantee subject(Credential credential, String to) {
    String type = PrincipalId.parse(to).map(PrincipalId::kind).orElse("workspace");
    return grants
        .findGrantee(credential.organization(), type, uuid(to))
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
