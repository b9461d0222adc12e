package io.mortise.server;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.mortise.server.audit.AuditRetention;
import io.mortise.server.credentials.CredentialGrace;
import io.mortise.server.kernel.Settings;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Work that is due by the clock and done by one server, whichever has it first (db-scheduler). */
@Component
class Maintenance {
  private final DataSource dataSource;
  private final SchedulerName name;
  private final List<RecurringTask<Void>> tasks;

  /** Running jobs; closing waits for what is under way. */
  record Jobs(Scheduler scheduler) implements AutoCloseable {
    @Override
    public void close() {
      scheduler.stop();
    }
  }

  Maintenance(
      DataSource dataSource, Settings settings, AuditRetention retention, CredentialGrace grace) {
    this.dataSource = dataSource;
    this.name =
        settings
            .serverId()
            .<SchedulerName>map(SchedulerName.Fixed::new)
            .orElseGet(SchedulerName.Hostname::new);
    this.tasks =
        List.of(
            Tasks.recurring("audit-months", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> retention.keepMonths()),
            Tasks.recurring("destroy-superseded-versions", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> grace.destroyDue()),
            Tasks.recurring("end-name-reservations", FixedDelay.of(Duration.ofHours(6)))
                .execute((instance, context) -> grace.endReservations()));
  }

  Jobs start() {
    var scheduler =
        Scheduler.create(dataSource)
            .startTasks(tasks)
            .schedulerName(name)
            .threads(2)
            .pollingInterval(Duration.ofSeconds(10))
            .build();
    scheduler.start();
    return new Jobs(scheduler);
  }
}
