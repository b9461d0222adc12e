package io.mortise.server;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.mortise.server.settings.Settings;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Runs the recurring tasks that the modules declare as beans; of several servers one runs each task
 * (db-scheduler).
 */
@Component
class Maintenance {
  private final DataSource dataSource;
  private final SchedulerName name;
  private final List<RecurringTask<?>> tasks;

  /** Running jobs; closing waits for what is under way. */
  record Jobs(Scheduler scheduler) implements AutoCloseable {
    @Override
    public void close() {
      scheduler.stop();
    }
  }

  Maintenance(DataSource dataSource, Settings settings, List<RecurringTask<?>> tasks) {
    this.dataSource = dataSource;
    this.name =
        settings
            .serverId()
            .<SchedulerName>map(SchedulerName.Fixed::new)
            .orElseGet(SchedulerName.Hostname::new);
    this.tasks = List.copyOf(tasks);
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
