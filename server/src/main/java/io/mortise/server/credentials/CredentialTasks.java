package io.mortise.server.credentials;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.mortise.server.credentials.refresh.BackgroundRefresh;
import io.mortise.server.credentials.refresh.Handoffs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CredentialTasks {

  @Bean
  RecurringTask<Void> destroySupersededVersions(CredentialGrace grace) {
    return Tasks.recurring("destroy-superseded-versions", FixedDelay.of(Duration.ofMinutes(1)))
        .execute((instance, context) -> grace.destroyDue());
  }

  @Bean
  RecurringTask<Void> endNameReservations(CredentialGrace grace) {
    return Tasks.recurring("end-name-reservations", FixedDelay.of(Duration.ofHours(6)))
        .execute((instance, context) -> grace.endReservations());
  }

  @Bean
  RecurringTask<Void> forgetHandoffs(Handoffs handoffs) {
    return Tasks.recurring("forget-handoffs", FixedDelay.of(Duration.ofMinutes(10)))
        .execute((instance, context) -> handoffs.forgetExpired());
  }

  @Bean
  RecurringTask<Void> refreshTokens(BackgroundRefresh refresh) {
    return Tasks.recurring("refresh-tokens", FixedDelay.of(Duration.ofSeconds(10)))
        .execute((instance, context) -> refresh.refreshDue());
  }
}
