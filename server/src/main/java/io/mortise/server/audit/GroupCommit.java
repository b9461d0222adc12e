package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Attempted;
import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.audit.Guard.Claim;
import io.mortise.server.audit.RecordOutcome.Recorded;
import io.mortise.server.audit.RecordOutcome.Stale;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One organization's writer: while a batch is being made durable the next one gathers. A batch is
 * one statement that moves the head, inserts the chained rows and checks the claims, so a use costs
 * its share of one commit.
 */
final class GroupCommit {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
  private static final int LARGEST_BATCH = 1_000;
  private static final int LOST_RACES_BEFORE_LOCKING = 3;

  private final OrganizationId organization;
  private final AuditChain chain;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private @Nullable Head head;

  private record Waiting(
      PreparedEvent event, List<Claim> claims, CompletableFuture<RecordOutcome> outcome) {}

  GroupCommit(OrganizationId organization, AuditChain chain) {
    this.organization = organization;
    this.chain = chain;
    // A platform thread: as a virtual one it would queue behind all the requests that wait for it.
    Thread.ofPlatform().daemon().name("audit-" + organization).start(this::writeForever);
  }

  /**
   * Waits until the event is durable or its claims are found stale; {@link Refused} where the
   * database is away.
   */
  RecordOutcome write(PreparedEvent event, List<Claim> claims) {
    var waiting = new Waiting(event, claims, new CompletableFuture<>());
    queue.add(waiting);
    try {
      return waiting.outcome().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Refused refused ? refused : e;
    }
  }

  private void writeForever() {
    var batch = new ArrayList<Waiting>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, LARGEST_BATCH - 1);
        write(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        log.warn(
            "{} audit events could not be written: {}", batch.size(), e.getClass().getSimpleName());
        head = null;
        batch.forEach(waiting -> waiting.outcome().completeExceptionally(Refused.unavailable()));
      }
      batch.clear();
    }
  }

  private void write(List<Waiting> batch) {
    var remaining = new ArrayList<>(batch);
    int races = 0;
    while (!remaining.isEmpty()) {
      Head from = head == null ? chain.head(organization) : head;
      var events = remaining.stream().map(Waiting::event).toList();
      Attempted attempted =
          races < LOST_RACES_BEFORE_LOCKING
              ? chain.tryAppend(from, events, claimsOf(remaining))
              : chain.lockAndAppend(organization, events, claimsOf(remaining));
      switch (attempted) {
        case Attempted.Appended(Head before, Head after) -> {
          head = after;
          complete(remaining, before.seq());
          return;
        }
        case Attempted.ClaimsStale(Set<Claim> stale) ->
            remaining.removeIf(waiting -> refuse(waiting, stale));
        case Attempted.HeadMoved() -> {
          // Another server, or a change in its own transaction, appended meanwhile.
          head = null;
          races++;
        }
      }
    }
  }

  private static void complete(List<Waiting> written, long seqBefore) {
    long seq = seqBefore;
    for (Waiting waiting : written) {
      waiting.outcome().complete(new Recorded(++seq));
    }
  }

  private static boolean refuse(Waiting waiting, Set<Claim> stale) {
    var mine = new HashSet<>(waiting.claims());
    mine.retainAll(stale);
    return !mine.isEmpty() && waiting.outcome().complete(new Stale(mine));
  }

  private static Set<Claim> claimsOf(List<Waiting> batch) {
    var claims = new HashSet<Claim>();
    batch.forEach(waiting -> claims.addAll(waiting.claims()));
    return claims;
  }
}
