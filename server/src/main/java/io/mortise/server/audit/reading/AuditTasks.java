package io.mortise.server.audit.reading;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditTasks {

  @Bean
  RecurringTask<Void> keepAuditMonths(AuditRetention retention) {
    return Tasks.recurring("audit-months", FixedDelay.of(Duration.ofHours(6)))
        .execute((instance, context) -> retention.keepMonths());
  }
}
