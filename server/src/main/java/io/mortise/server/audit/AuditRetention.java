package io.mortise.server.audit;

import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of coming months, and drops whole months that are past the retention of 365
 * days.
 */
@Component
public class AuditRetention {
  private static final Duration KEPT = Duration.ofDays(365);

  private final JdbcClient jdbc;
  private final Checkpoints checkpoints;
  private final Clock clock;

  AuditRetention(JdbcClient jdbc, Checkpoints checkpoints, Clock clock) {
    this.jdbc = jdbc;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /** What is dropped leaves a checkpoint of its last event, from which the chain is followed. */
  public void keepMonths() {
    jdbc.sql("select audit_prepare_months(:now)")
        .param("now", Times.sql(clock.instant()))
        .query(row -> {});
    Instant before = clock.instant().minus(KEPT);
    checkpoints.signLastBefore(startOfMonth(before));
    jdbc.sql("select audit_drop_months(:before)")
        .param("before", Times.sql(before))
        .query(row -> {});
  }

  private static Instant startOfMonth(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC))
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }
}
