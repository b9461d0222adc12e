package io.mortise.server.credentials.manage;

import io.mortise.server.access.CredentialDenied;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Makes the changes of credentials: the row, the generation and the audit events in one
 * transaction. A call to a service belongs before the change, or between two.
 */
@Component
final class CredentialChanges {
  private final AuditedChanges changes;
  private final CredentialRepository repository;

  CredentialChanges(AuditedChanges changes, CredentialRepository repository) {
    this.changes = changes;
    this.repository = repository;
  }

  /** Makes a change and gives the credential as it is afterwards. */
  Credential apply(Credential.Key key, Consumer<AuditedChange> work) {
    return changes.apply(
        change -> {
          work.accept(change);
          return again(key);
        });
  }

  /** Makes a change after which the credential may be gone. */
  void run(Consumer<AuditedChange> work) {
    changes.run(work);
  }

  /**
   * Makes a change that can turn out to be none, because somebody else was first.
   *
   * @param work says whether it wrote something
   */
  boolean attempt(Predicate<AuditedChange> work) {
    return changes.attempt(work);
  }

  /** The credential as it is now, in the caller's transaction if there is one. */
  Credential again(Credential.Key key) {
    return repository.find(key.organization(), key.id()).orElseThrow(CredentialDenied::notFound);
  }
}
