package io.mortise.server.audit;

import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the partitions of coming months, and drops whole months that are past the retention of 365 days. */
@Component
public class AuditRetention {
  private static final Duration KEPT = Duration.ofDays(365);

  private final JdbcClient jdbc;
  private final Clock clock;

  AuditRetention(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void keepMonths() {
    jdbc.sql("select audit_prepare_months(:now)").param("now", Times.sql(clock.instant())).query(row -> {});
    jdbc.sql("select audit_drop_months(:before)")
        .param("before", Times.sql(clock.instant().minus(KEPT)))
        .query(row -> {});
  }
}
