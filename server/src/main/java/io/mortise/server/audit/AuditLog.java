package io.mortise.server.audit;

import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.kernel.DatabaseFailures;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The append-only record. {@link #record} waits until the event is durable, sharing one commit with
 * all that wait at the same moment; {@link #append} makes the event part of the caller's
 * transaction, for changes. Both fail closed: an event that cannot be recorded is an exception.
 */
@Component
public final class AuditLog implements AutoCloseable {
  private final AuditChain chain;
  private final AuditParties parties;
  private final Clock clock;
  private final RecordingHealth health;
  private final Map<OrganizationId, GroupCommit> writers = new ConcurrentHashMap<>();

  AuditLog(AuditChain chain, AuditParties parties, Clock clock, RecordingHealth health) {
    this.chain = chain;
    this.parties = parties;
    this.clock = clock;
    this.health = health;
  }

  /** Opens the chain of a new organization, in the caller's transaction. */
  public void open(OrganizationId organization) {
    requireTransaction();
    chain.open(organization);
  }

  /**
   * Records in a transaction of its own, only while every expected generation holds; returns when
   * it is durable.
   */
  public RecordOutcome record(AuditEvent event, List<ExpectedGeneration> expected) {
    var prepared = prepare(event);
    return writers
        .computeIfAbsent(
            event.organization(), organization -> new GroupCommit(organization, chain, health))
        .write(prepared, expected);
  }

  /** Records in a transaction of its own, whatever the generations are. */
  public void record(AuditEvent event) {
    record(event, List.of());
  }

  /**
   * Appends in the caller's transaction: the change and its record are durable together or not at
   * all.
   */
  void append(AuditEvent event) {
    requireTransaction();
    try {
      chain.append(prepare(event));
      health.recorded(1);
    } catch (RuntimeException failure) {
      health.failed(DatabaseFailures.refusal(failure).orElseGet(Refused::notRecorded));
      throw failure;
    }
  }

  /** Stops the writers: afterwards only changes can be recorded. */
  @Override
  public void close() {
    writers.values().forEach(GroupCommit::close);
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "An event is appended within the transaction of the change it records");
    }
  }

  private PreparedEvent prepare(AuditEvent event) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var organization = event.organization();
    return new PreparedEvent(
        event,
        at,
        parties.get(organization, event.actor()),
        parties.get(organization, event.target()),
        parties.address(organization, event.how().address()));
  }
}
