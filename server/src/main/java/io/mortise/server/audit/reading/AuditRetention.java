package io.mortise.server.audit.reading;

import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Party;
import io.mortise.server.audit.reading.Checkpoints.LastBefore;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of coming months, and drops whole months that are past the retention. How
 * long that is stands in a table that only the database's owner may write.
 */
@Component
public class AuditRetention {
  private final JdbcClient jdbc;
  private final Checkpoints checkpoints;
  private final AuditLog log;
  private final Clock clock;

  AuditRetention(JdbcClient jdbc, Checkpoints checkpoints, AuditLog log, Clock clock) {
    this.jdbc = jdbc;
    this.checkpoints = checkpoints;
    this.log = log;
    this.clock = clock;
  }

  /**
   * What is dropped leaves a checkpoint of its last event, from which the chain is followed, and is
   * itself on the record: a chain that begins elsewhere was cut by somebody else.
   */
  public void keepMonths() {
    jdbc.sql("select audit_prepare_months(:now)")
        .param("now", Times.sql(clock.instant()))
        .query(row -> {});
    Instant before = startOfMonth(clock.instant().minus(kept()));
    var last = checkpoints.signLastBefore(before);
    if (!last.stream().allMatch(LastBefore::signed)) {
      // The log says which. What somebody has changed is kept to be looked at.
      return;
    }
    last.forEach(this::announce);
    jdbc.sql("select audit_drop_months(:before)")
        .param("before", Times.sql(before))
        .query(row -> {});
  }

  /** Recorded before it is done: better twice than never. */
  private void announce(LastBefore last) {
    log.record(
        AuditEvent.bySystem(last.organization(), AuditAction.AUDIT_DROPPED, Party.auditLog())
            .withFact("throughSeq", Long.toString(last.seq())));
  }

  private Duration kept() {
    return Duration.ofDays(
        jdbc.sql("select days from audit_retention").query(Integer.class).single());
  }

  private static Instant startOfMonth(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC))
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }
}
