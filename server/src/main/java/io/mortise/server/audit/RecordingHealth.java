package io.mortise.server.audit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.mortise.server.kernel.HealthCheck;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether events can be recorded: by what became of the last attempt, and by comparing this
 * server's clock with the last event and with the database's clock. What has a cause of its own,
 * such as a full disk, others tell.
 */
@Component
class RecordingHealth implements HealthCheck {
  private static final Logger log = LoggerFactory.getLogger(RecordingHealth.class);
  private static final Duration TOLERANCE = EventBatch.FURTHEST_BEHIND;

  /** A failure that nobody has repeated since is no longer news. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final DistributionSummary batches;
  private volatile @Nullable Failure last;

  private record Failure(Refused refusal, Instant at) {}

  RecordingHealth(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
    this.batches =
        DistributionSummary.builder("mortise.audit.log.batches")
            .description("Events that were made durable together")
            .register(meters);
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param events of the batch that is durable now
   */
  void recorded(int events) {
    batches.record(events);
    if (last != null) {
      last = null;
    }
  }

  void failed(Refused refusal) {
    last = new Failure(refusal, clock.instant());
  }

  @Override
  public List<HealthProblem> problems() {
    var problems = new ArrayList<HealthProblem>();
    clockProblem().ifPresent(problems::add);
    Failure failure = last;
    if (failure != null && failure.at().plus(RECENT).isAfter(clock.instant())) {
      Object cause = failure.refusal().members().get("cause");
      if (cause == null) {
        problems.add(new HealthProblem("audit_not_recording", failure.refusal().detail()));
      }
    }
    return problems;
  }

  /** Said in the log too, before anybody looks. */
  @Scheduled(fixedDelay = 60_000)
  public void look() {
    clockProblem().ifPresent(problem -> log.error("{}: {}", problem.code(), problem.detail()));
  }

  private record Clocks(@Nullable Instant lastEvent, Instant database) {}

  private Optional<HealthProblem> clockProblem() {
    var clocks =
        jdbc.sql("select max(at) as last, clock_timestamp() as now from audit_head")
            .query((row, n) -> new Clocks(Times.find(row, "last"), Times.get(row, "now")))
            .single();
    Instant now = clock.instant();
    if (clocks.lastEvent() != null && clocks.lastEvent().minus(TOLERANCE).isAfter(now)) {
      return Optional.of(
          problem(
              "The last event on the audit log is of %s, but this server's clock says %s. Nothing is recorded until the clock has passed that time."
                  .formatted(clocks.lastEvent(), now)));
    }
    return now.minus(TOLERANCE).isAfter(clocks.database())
        ? Optional.of(
            problem(
                "This server's clock says %s, the database's says %s. Set this server's clock right: events are recorded under times that have not come."
                    .formatted(now, clocks.database())))
        : Optional.empty();
  }

  private static HealthProblem problem(String detail) {
    return new HealthProblem("clock_ahead", detail);
  }
}
