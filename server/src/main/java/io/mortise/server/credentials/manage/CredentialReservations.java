package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.credentials.store.NameReservations;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Frees names before their reservation ends, for those who manage the scope now. */
@Component
public class CredentialReservations {
  private final NameReservations names;
  private final AuditedChanges changes;

  CredentialReservations(NameReservations names, AuditedChanges changes) {
    this.names = names;
    this.changes = changes;
  }

  /**
   * Frees a name that a deleted, renamed or moved credential has given up.
   *
   * @param workspace where the name is reserved; null for the organization
   */
  public void free(
      Principal principal, CredentialId id, @Nullable String name, @Nullable String workspace) {
    if (name == null || name.isBlank()) {
      throw new InvalidRequest("/name", "name must say which reserved name to free.");
    }
    CredentialScope scope = scope(workspace);
    if (!principal.holds(ApiKeyScope.CREDENTIALS_WRITE)) {
      throw Refused.forbidden("The API key lacks the scope credentials:write.");
    }
    if (!AccessPolicy.mayPlace(principal, scope)) {
      throw absent();
    }
    changes.run(
        change -> {
          String freed =
              names
                  .free(principal.organization(), scope, id, name)
                  .orElseThrow(CredentialReservations::absent);
          change.record(
              AuditEvent.by(
                      principal, AuditAction.CREDENTIAL_RESERVATION_FREED, Party.of(id, freed))
                  .withFact("workspace", workspace));
        });
  }

  private static CredentialScope scope(@Nullable String workspace) {
    return workspace == null
        ? new CredentialScope.Organization()
        : new CredentialScope.Workspace(
            WorkspaceId.parse(workspace)
                .orElseThrow(
                    () ->
                        new InvalidRequest("/workspace", "workspace must be an id such as ws_….")));
  }

  /** Those who do not manage the scope are not told its names. */
  private static Refused absent() {
    return Refused.notFound("The reserved name");
  }
}
