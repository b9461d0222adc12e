package io.mortise.server.credentials.manage;

import io.mortise.server.access.CredentialDenied;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Guard;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialRepository;
import io.mortise.server.credentials.store.CredentialWriter;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a saved change spans: the row, its record and the generation of what it changes. */
@Component
record Saving(
    CredentialGate gate,
    CredentialRepository repository,
    CredentialWriter writer,
    AuditLog audit,
    Guard guard,
    TransactionTemplate transaction) {

  <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  /** A credential as it is now; somebody may have deleted it meanwhile. */
  Credential again(Credential before) {
    return again(before.key());
  }

  Credential again(Credential.Key key) {
    return repository.find(key.organization(), key.id()).orElseThrow(CredentialDenied::notFound);
  }

  void inTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }
}
