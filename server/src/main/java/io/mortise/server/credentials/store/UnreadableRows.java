package io.mortise.server.credentials.store;

import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Notes on a row that its document does not open, and takes the note off when it does again. */
@Component
public class UnreadableRows {
  private static final Logger log = LoggerFactory.getLogger(UnreadableRows.class);

  private final CredentialWriter writer;
  private final AuditedChanges changes;

  UnreadableRows(CredentialWriter writer, AuditedChanges changes) {
    this.writer = writer;
    this.changes = changes;
  }

  public void note(Credential credential) {
    log.error("Credential {} cannot be opened: wrong key or damaged row", credential.id());
    set(credential, true);
  }

  public void clear(Credential credential) {
    set(credential, false);
  }

  /** Does nothing if the row is marked so already. */
  private void set(Credential credential, boolean isUnreadable) {
    changes.attempt(
        change -> {
          change.record(
              AuditEvent.bySystem(
                      credential.organization(), AuditAction.CREDENTIAL_UPDATED, credential.party())
                  .withFact("unreadable", Boolean.toString(isUnreadable)));
          return writer.setUnreadable(credential, isUnreadable);
        });
  }
}
