package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import io.mortise.server.web.Idempotency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long things last, by a clock that is always put back. */
class LifetimesIT {
  private static final Map<String, Object> KEY =
      Map.of("name", "k", "scopes", List.of("runtime:call"));

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void session_notUsedForADay_ends() {
    var used = server.api().signIn(Api.OWNER_EMAIL);
    var left = server.api().signIn(Api.OWNER_EMAIL);

    server.at(Duration.ofHours(23), () -> used.get("/me").expect(200));
    server.at(Duration.ofHours(25), () -> left.get("/me").expect(401, "unauthenticated"));
    server.at(Duration.ofHours(25), () -> used.get("/me").expect(200));
  }

  @Test
  void session_usedEveryDay_endsAfterSevenDays() {
    var session = server.api().signIn(Api.OWNER_EMAIL);

    for (int hours = 20; hours < 7 * 24; hours += 20) {
      server.at(Duration.ofHours(hours), () -> session.get("/me").expect(200));
    }

    server.at(
        Duration.ofDays(7).plusMinutes(1), () -> session.get("/me").expect(401, "unauthenticated"));
  }

  @Test
  void signIn_isFreshForFifteenMinutes() {
    var session = server.api().signIn(Api.OWNER_EMAIL);

    server.at(Duration.ofMinutes(14), () -> session.post("/api-keys", KEY).expect(201));
    server.at(
        Duration.ofMinutes(16),
        () -> session.post("/api-keys", KEY).expect(403, "fresh_sign_in_required"));
  }

  @Test
  void confirmation_isFreshForFifteenMinutes_andTakesTheRightPassword() {
    var session = server.api().signIn(Api.OWNER_EMAIL);

    server.at(
        Duration.ofMinutes(30),
        () -> {
          session.post("/session/confirm", Map.of("password", "another fake password")).expect(403);
          session.post("/api-keys", KEY).expect(403, "fresh_sign_in_required");
          session.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(204);
          session.post("/api-keys", KEY).expect(201);
        });
    server.at(
        Duration.ofMinutes(46),
        () -> session.post("/api-keys", KEY).expect(403, "fresh_sign_in_required"));
  }

  @Test
  void idempotencyKey_isRememberedForADay() {
    var first = server.api().signIn(Api.OWNER_EMAIL).with("Idempotency-Key", "once");
    String id = first.post("/api-keys", KEY).expect(201).at("/id");

    server.at(
        Duration.ofMinutes(10),
        () -> assertThat(first.post("/api-keys", KEY).expect(201).at("/id")).isEqualTo(id));
    server.at(
        Duration.ofHours(23),
        () -> {
          server.bean(Idempotency.class).forgetOld();
          assertThat(first.post("/api-keys", KEY).expect(201).at("/id")).isEqualTo(id);
        });
    server.at(
        Duration.ofHours(24).plusMinutes(1),
        () -> {
          server.bean(Idempotency.class).forgetOld();
          assertThat(
                  server
                      .jdbc()
                      .sql("select count(*) from idempotency where key = 'once'")
                      .query(Long.class)
                      .single())
              .isZero();
        });
  }

  @Test
  void endedSessions_areForgottenByTheClock() {
    server.api().signIn(Api.OWNER_EMAIL);

    server.at(Duration.ofDays(8), () -> server.bean(Sessions.class).forgetEnded());

    assertThat(server.jdbc().sql("select count(*) from session").query(Long.class).single())
        .isZero();
  }
}
