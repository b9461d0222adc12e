package io.mortise.server.audit;

import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.audit.AuditChain.Attempted;
import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.audit.RecordOutcome.Recorded;
import io.mortise.server.audit.RecordOutcome.Stale;
import io.mortise.server.kernel.DatabaseFailures;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One organization's writer: while a batch is being made durable the next one gathers. A batch is
 * one statement that moves the head, inserts the chained rows and checks the generations, so a use
 * costs its share of one commit.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
  private static final int MAX_BATCH = 1_000;
  private static final int LOST_RACES_BEFORE_LOCKING = 3;

  private final OrganizationId organization;
  private final AuditChain chain;
  private final RecordingHealth health;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile boolean closed;
  private @Nullable Head head;

  private record Waiting(
      PreparedEvent event,
      List<ExpectedGeneration> expected,
      CompletableFuture<RecordOutcome> outcome) {}

  GroupCommit(OrganizationId organization, AuditChain chain, RecordingHealth health) {
    this.organization = organization;
    this.chain = chain;
    this.health = health;
    // A platform thread: as a virtual one it would queue behind all the requests that wait for it.
    this.writer =
        Thread.ofPlatform().daemon().name("audit-" + organization).unstarted(this::writeForever);
    writer.start();
  }

  /**
   * Waits until the event is durable or a generation is found stale; {@link Refused} where the
   * database is unavailable.
   */
  RecordOutcome write(PreparedEvent event, List<ExpectedGeneration> expected) {
    var waiting = new Waiting(event, expected, new CompletableFuture<>());
    queue.add(waiting);
    if (closed) {
      refuseAll();
    }
    try {
      // As long as the writer works, which the time-outs of its connection bound: a timed wait
      // would cost each use a timer.
      return waiting.outcome().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refused refused ? refused : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable();
    }
  }

  /** What is being written is finished; what waits is refused. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    refuseAll();
  }

  private void writeForever() {
    var batch = new ArrayList<Waiting>();
    while (!closed) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        write(batch);
      } catch (InterruptedException e) {
        closed = true;
      } catch (Throwable e) {
        refuse(batch, e);
      }
      batch.clear();
    }
    refuseAll();
  }

  /** Nobody waits for ever, whatever it was: an error of the JVM too ends this batch only. */
  private void refuse(List<Waiting> batch, Throwable failure) {
    head = null;
    Refused refusal = DatabaseFailures.refusal(failure).orElseGet(Refused::notRecorded);
    health.failed(refusal);
    if (failure != refusal) {
      log.warn(
          "Failed to write {} audit events: {} ({})",
          batch.size(),
          refusal.getMessage(),
          failure.getClass().getSimpleName());
    }
    refuse(batch, refusal);
  }

  private void refuseAll() {
    var left = new ArrayList<Waiting>();
    queue.drainTo(left);
    refuse(left, Refused.unavailable());
  }

  private static void refuse(List<Waiting> batch, Refused refusal) {
    batch.forEach(waiting -> waiting.outcome().completeExceptionally(refusal));
  }

  private void write(List<Waiting> batch) {
    var remaining = new ArrayList<>(batch);
    int races = 0;
    while (!remaining.isEmpty()) {
      var events = remaining.stream().map(Waiting::event).toList();
      Head from = head(events.getLast().at());
      Attempted attempted =
          races < LOST_RACES_BEFORE_LOCKING
              ? chain.tryAppend(from, events, claimsOf(remaining))
              : chain.lockAndAppend(organization, events, claimsOf(remaining));
      switch (attempted) {
        case Attempted.Appended(Head before, Head after) -> {
          head = after;
          health.recorded(remaining.size());
          complete(remaining, before.seq());
          return;
        }
        case Attempted.GenerationsStale(Set<ExpectedGeneration> stale) ->
            remaining.removeIf(waiting -> refuse(waiting, stale));
        case Attempted.HeadMoved() -> {
          // Another server, or a change in its own transaction, appended in the meantime.
          head = null;
          races++;
        }
      }
    }
  }

  /** Re-reads a cached head that is dated in the future: an operator may have corrected it. */
  private Head head(Instant now) {
    return head == null || head.at().isAfter(now) ? chain.head(organization) : head;
  }

  private static void complete(List<Waiting> written, long seqBefore) {
    long seq = seqBefore;
    for (Waiting waiting : written) {
      waiting.outcome().complete(new Recorded(++seq));
    }
  }

  private static boolean refuse(Waiting waiting, Set<ExpectedGeneration> stale) {
    var mine = new HashSet<>(waiting.expected());
    mine.retainAll(stale);
    return !mine.isEmpty() && waiting.outcome().complete(new Stale(mine));
  }

  private static Set<ExpectedGeneration> claimsOf(List<Waiting> batch) {
    var expected = new HashSet<ExpectedGeneration>();
    batch.forEach(waiting -> expected.addAll(waiting.expected()));
    return expected;
  }
}
