package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.scheduling.annotation.Scheduled;

/** Everything that is done by the clock on each server: removing one is noticed here. */
class ScheduleTest {
  @Test
  void everyServer_doesTheseByTheClock() throws ClassNotFoundException {
    var found = new TreeMap<String, Long>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*")));
    for (var candidate : scanner.findCandidateComponents("io.mortise.server")) {
      for (Method method : Class.forName(candidate.getBeanClassName()).getDeclaredMethods()) {
        var scheduled = method.getAnnotation(Scheduled.class);
        if (scheduled != null) {
          found.put(
              method.getDeclaringClass().getSimpleName() + "." + method.getName(),
              scheduled.fixedDelay());
        }
      }
    }

    assertThat(found)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("ApiKeys.writeLastUses", 5_000L),
                    Map.entry("Checkpoints.signDue", 1_000L),
                    Map.entry("CredentialUses.write", 2_000L),
                    Map.entry("DiskHealth.tryAgain", 1_000L),
                    Map.entry("Idempotency.forgetOld", 3_600_000L),
                    Map.entry("KnownBrowsers.forgetUnused", 3_600_000L),
                    Map.entry("RecordingHealth.look", 60_000L),
                    Map.entry("Refusals.writeRepeated", 10_000L),
                    Map.entry("Sessions.forgetEnded", 3_600_000L),
                    Map.entry("TlsReload.look", 3_000L))));
  }
}
