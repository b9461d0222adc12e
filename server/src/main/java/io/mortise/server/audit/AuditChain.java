package io.mortise.server.audit;

import io.mortise.server.access.ExpectedGeneration;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain in the database: a head per organization, moved only together with the rows that follow
 * it.
 */
public final class AuditChain {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EventRows rows;
  private final OwnAppends own;

  /**
   * Where the chain ends.
   *
   * @param at time of the last event; the next one's is never earlier
   */
  public record Head(OrganizationId organization, long seq, byte[] hash, Instant at) {
    public boolean sameAs(Head other) {
      return seq == other.seq && Arrays.equals(hash, other.hash);
    }
  }

  /** The outcome of one statement. */
  sealed interface Attempted {
    record Appended(Head before, Head after) implements Attempted {}

    record GenerationsStale(Set<ExpectedGeneration> expected) implements Attempted {}

    record HeadMoved() implements Attempted {}
  }

  AuditChain(JdbcClient jdbc, TransactionTemplate transaction, EventRows rows, OwnAppends own) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = rows;
    this.own = own;
  }

  void open(OrganizationId organization) {
    jdbc.sql("insert into audit_head (organization, seq, hash) values (:organization, 0, :hash)")
        .param("organization", organization.value())
        .param("hash", ChainHash.genesis())
        .update();
  }

  public Head head(OrganizationId organization) {
    return head(organization, "");
  }

  /**
   * Appends all or nothing, in one statement with its own commit, if the head and every expected
   * generation still hold.
   */
  Attempted tryAppend(Head from, List<PreparedEvent> events, Set<ExpectedGeneration> expected) {
    return noted(rows.insert(EventBatch.after(from, events), new ArrayList<>(expected)));
  }

  /** The same behind a lock on the head, for when others keep winning. */
  Attempted lockAndAppend(
      OrganizationId organization, List<PreparedEvent> events, Set<ExpectedGeneration> expected) {
    return noted(
        transaction.execute(
            status -> {
              Head from = head(organization, "for update");
              return rows.insert(EventBatch.after(from, events), new ArrayList<>(expected));
            }));
  }

  /** Called after the commit. */
  private Attempted noted(Attempted attempted) {
    if (attempted instanceof Attempted.Appended(Head before, Head after)) {
      own.note(before, after);
    }
    return attempted;
  }

  /** Appends in the caller's transaction. */
  void append(PreparedEvent event) {
    Head from = head(event.event().organization(), "for update");
    var outcome = rows.insert(EventBatch.after(from, List.of(event)), List.of());
    if (!(outcome instanceof Attempted.Appended)) {
      throw new IllegalStateException("The audit head moved although it was locked");
    }
  }

  private Head head(OrganizationId organization, String lock) {
    return jdbc.sql(
            "select seq, hash, at from audit_head where organization = :organization " + lock)
        .param("organization", organization.value())
        .query(
            (row, n) ->
                new Head(
                    organization, row.getLong("seq"), row.getBytes("hash"), Times.get(row, "at")))
        .single();
  }

  /** Claims as they come back from the database. */
  static Set<ExpectedGeneration> expected(UUID[] subjects, Long[] generations) {
    var expected = new HashSet<ExpectedGeneration>();
    for (int i = 0; i < subjects.length; i++) {
      expected.add(new ExpectedGeneration(subjects[i], generations[i]));
    }
    return expected;
  }
}
