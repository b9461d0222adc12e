package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Problems are told apart in answers, health and log, and end without help. */
@ExtendWith(OutputCaptureExtension.class)
class HealthIT {
  private static TestServer server;
  private static Api engine;
  private static String id;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    Api olga = server.api().setUp();
    id = TestCredentials.petstore().addBy(olga);
    engine = olga.withKey("runtime:resolve");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static Answer health() {
    return server.api().get("/health").expect(200);
  }

  private static void assertDegraded(String code) {
    Answer health = health();
    assertThat(health.at("/status")).isEqualTo("degraded");
    assertThat(health.json().path("problems").valueStream().map(p -> p.path("code").asString()))
        .containsExactly(code);
    assertThat(health.at("/problems/0/detail")).isNotBlank();
  }

  @Test
  void health_allWell_isUpWithoutProblems() {
    assertThat(health().at("/status")).isEqualTo("up");
    assertThat(health().json().has("problems")).isFalse();
  }

  @Test
  void clock_putRightAfterAnEventDaysAhead_isSaidUntilItHasPassedThatEvent(CapturedOutput log) {
    server.clock().advance(Duration.ofDays(6));
    try {
      engine.resolve(id).expect(200);
      assertDegraded("clock_ahead");
    } finally {
      server.clock().advance(Duration.ofDays(-6));
    }

    var refused = engine.resolve(id).expect(503, "unavailable");
    assertThat(refused.at("/cause")).isEqualTo("clock_ahead");
    assertDegraded("clock_ahead");
    assertThat(log).contains("NOT RECORDED (clock_ahead)").doesNotContain("cannot be reached");

    // As if the six days had passed.
    server.database().execute("update audit_head set at = now()");
    engine.resolve(id).expect(200);
    assertThat(health().at("/status")).isEqualTo("up");
  }

  @Test
  void audit_thatCannotBeWritten_isSaidUntilItCan() {
    String role = server.database().server().user();
    server.database().execute("revoke insert on audit_event from " + role);
    try {
      engine.resolve(id).expect(503, "unavailable");
      assertDegraded("audit_not_recording");
    } finally {
      server.database().execute("grant insert on audit_event to " + role);
    }

    engine.resolve(id).expect(200);
    assertThat(health().at("/status")).isEqualTo("up");
  }
}
