package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** {@link ScheduleTest} reads what is to be done by the clock; here a server really does it. */
class ScheduleIT {
  @Test
  void runningServer_hasItsWorkScheduled() {
    try (var server = TestServer.start()) {
      var tasks = server.bean(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks();

      assertThat(tasks)
          .extracting(Object::toString)
          .anyMatch(task -> task.endsWith("Checkpoints.signDue"))
          .anyMatch(task -> task.endsWith("Sessions.forgetEnded"))
          .anyMatch(task -> task.endsWith("ApiKeys.writeLastUses"))
          .anyMatch(task -> task.endsWith("CredentialUses.write"))
          .anyMatch(task -> task.endsWith("Refusals.writeRepeated"))
          .hasSizeGreaterThanOrEqualTo(9);
    }
  }
}
