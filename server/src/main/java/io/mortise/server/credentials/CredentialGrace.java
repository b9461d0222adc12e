package io.mortise.server.credentials;

import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.credentials.store.CredentialVersions;
import io.mortise.server.credentials.store.NameReservations;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Ends the grace of superseded secrets and the reservations of names; called by the clock. */
@Component
public class CredentialGrace {
  private final CredentialVersions versions;
  private final AuditedChanges changes;
  private final NameReservations names;
  private final Clock clock;

  CredentialGrace(
      CredentialVersions versions, AuditedChanges changes, NameReservations names, Clock clock) {
    this.names = names;
    this.versions = versions;
    this.changes = changes;
    this.clock = clock;
  }

  /** Deletes the reservations that have ended. */
  public void endReservations() {
    names.deleteEnded();
  }

  /** Destroys the versions whose grace is over, each in a change of its own. */
  public void destroyDue() {
    Instant now = clock.instant();
    versions.due(now).forEach(each -> changes.attempt(change -> destroy(change, each, now)));
  }

  private boolean destroy(AuditedChange change, CredentialVersions.Due due, Instant now) {
    boolean destroyed = versions.destroyDue(due, now);
    change.record(
        AuditEvent.bySystem(
                due.organization(),
                AuditAction.CREDENTIAL_VERSION_DESTROYED,
                Party.of(due.credential(), due.name()))
            .withVersion(due.version()));
    return destroyed;
  }
}
