package io.mortise.server.audit;

import io.mortise.server.kernel.OrganizationId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way to change what is audited. In one transaction the change is written, the generation
 * of everything that its events {@linkplain AuditAction#voidsDecisions() void decisions about} is
 * raised, and the events are appended: all of it is durable, or none.
 *
 * <p>A change that needs a call to a service makes it before or between two changes, never within
 * one.
 */
@Component
public final class AuditedChanges {
  private final TransactionTemplate transaction;
  private final Guard guard;
  private final AuditLog log;

  AuditedChanges(TransactionTemplate transaction, Guard guard, AuditLog log) {
    this.transaction = transaction;
    this.guard = guard;
    this.log = log;
  }

  /** Makes a change in a transaction of its own and gives its result. */
  public <T> T apply(Function<AuditedChange, T> work) {
    requireNoTransaction();
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              var change = new AuditedChange();
              T result = work.apply(change);
              append(change.events());
              return result;
            }));
  }

  /** The same for a change that has no result. */
  public void run(Consumer<AuditedChange> work) {
    apply(
        change -> {
          work.accept(change);
          return true;
        });
  }

  /**
   * Makes a change that can turn out to be none, because somebody else was first.
   *
   * @param work says whether it made the change; otherwise nothing that it wrote stays, and no
   *     event is appended
   */
  public boolean attempt(Predicate<AuditedChange> work) {
    requireNoTransaction();
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              var change = new AuditedChange();
              boolean written = work.test(change);
              if (written) {
                append(change.events());
              } else {
                // What it wrote on the way would stand without its events.
                status.setRollbackOnly();
              }
              return written;
            }));
  }

  /** Within another transaction the head of the chain would be held until that one ends. */
  private static void requireNoTransaction() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("A change must not be made within another transaction");
    }
  }

  /** The head of the chain is locked last, so that it is held for as short as possible. */
  private void append(List<AuditEvent> events) {
    if (events.isEmpty()) {
      throw new IllegalStateException("A change must record what it did");
    }
    var voided = new LinkedHashSet<Subject>();
    events.stream()
        .filter(event -> event.action().voidsDecisions())
        .forEach(event -> voided.add(subject(event)));
    voided.forEach(subject -> guard.raise(subject.organization(), subject.id()));
    events.forEach(log::append);
  }

  private record Subject(OrganizationId organization, UUID id) {}

  private static Subject subject(AuditEvent event) {
    return new Subject(
        event.organization(),
        Objects.requireNonNull(event.target().id(), "a decision is about something with an id"));
  }
}
