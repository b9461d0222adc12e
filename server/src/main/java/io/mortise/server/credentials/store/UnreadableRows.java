package io.mortise.server.credentials.store;

import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes on a row that its document does not open, and takes the note off when it does again. */
@Component
public class UnreadableRows {
  private static final Logger log = LoggerFactory.getLogger(UnreadableRows.class);

  private final CredentialWriter writer;
  private final AuditedChanges changes;
  private final TransactionTemplate ownTransaction;

  UnreadableRows(
      CredentialWriter writer, AuditedChanges changes, PlatformTransactionManager transactions) {
    this.writer = writer;
    this.changes = changes;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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
    ownTransaction.executeWithoutResult(
        status ->
            changes.attempt(
                change -> {
                  change.record(
                      AuditEvent.bySystem(
                              credential.organization(),
                              AuditAction.CREDENTIAL_UPDATED,
                              credential.party())
                          .withFact("unreadable", Boolean.toString(isUnreadable)));
                  return writer.setUnreadable(credential, isUnreadable);
                }));
  }
}
