package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How long a session lives, and who ends it. */
class SessionIT {
  private static TestServer server;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void session_seenAgainWithOneConnectionFree_isFound() {
    try (var one = new HikariDataSource()) {
      one.setJdbcUrl(server.database().url());
      one.setUsername(server.database().server().user());
      one.setPassword(server.database().server().password());
      one.setMaximumPoolSize(1);
      one.setConnectionTimeout(1_000);
      var sessions = new Sessions(JdbcClient.create(one), server.clock());
      String token = server.api().signIn(Api.OWNER_EMAIL).cookie("mortise_session");

      server.at(
          Duration.ofMinutes(2),
          () -> {
            var found = sessions.find(token, "127.0.0.1").orElseThrow();
            var again = sessions.find(token, "127.0.0.1").orElseThrow();
            assertThat(again.lastSeenAt()).isAfter(found.lastSeenAt());
          });
    }
  }

  @Test
  void signIn_inABrowserThatHasASession_endsTheOldOne() {
    var browser = server.api().signIn(Api.OWNER_EMAIL);
    String before = current(browser);

    browser
        .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD))
        .expect(200);

    assertThat(current(browser)).isNotEqualTo(before);
    assertThat(browser.get("/me/sessions").expect(200).text()).doesNotContain(before);
  }

  @Test
  void session_thatIsNone_cannotBeEnded() {
    var browser = server.api().signIn(Api.OWNER_EMAIL);
    String own = current(browser);
    var other = server.api().signIn(Api.OWNER_EMAIL);

    other.delete("/me/sessions/" + own).expect(204);
    other.delete("/me/sessions/" + own).expect(404, "not_found");

    assertThat(
            other
                .get("/audit?action=session.ended&limit=1")
                .expect(200)
                .items()
                .getFirst()
                .at("/seq")
                .asLong())
        .isEqualTo(other.get("/audit?limit=1").expect(200).items().getFirst().at("/seq").asLong());
  }

  @Test
  void sessions_ended_leaveTheOneThatAsksAndThoseOfOthers() {
    var people = server.people();
    var sue = people.add("Sue", people.defaultWorkspace(), WorkspaceRole.EDITOR);
    var phone = server.api().signIn(sue.email());
    var laptop = server.api().signIn(sue.email());
    var desktop = server.api().signIn(sue.email());

    laptop.with("X-CSRF-Token", "wrong").delete("/me/sessions").expect(403, "forbidden");
    laptop.delete("/me/sessions").expect(204);

    assertThat(laptop.get("/me/sessions").expect(200).items()).hasSize(1);
    phone.get("/me").expect(401, "unauthenticated");
    desktop.get("/me").expect(401, "unauthenticated");
    olga.get("/me").expect(200);
    var event = lastEvent("session.ended");
    assertThat(event.at("/actor/name").asString()).isEqualTo("Sue");
    assertThat(event.at("/detail/others").asString()).isEqualTo("2");
  }

  @Test
  void sessions_endedWhereThereIsNoOther_recordNothing() {
    var people = server.people();
    var tom = people.add("Tom", people.defaultWorkspace(), WorkspaceRole.EDITOR);
    var only = server.api().signIn(tom.email());

    only.delete("/me/sessions").expect(204);

    only.get("/me").expect(200);
    assertThat(lastEvent("session.ended").at("/actor/name").asString()).isNotEqualTo("Tom");
  }

  private static JsonNode lastEvent(String action) {
    var events = olga.get("/audit?limit=1&action=" + action).expect(200).json();
    return events.path("items").path(0);
  }

  private static String current(Api browser) {
    return browser.get("/me/sessions").expect(200).items().stream()
        .filter(session -> session.at("/current").asBoolean())
        .map(session -> session.at("/id").asString())
        .findFirst()
        .orElseThrow();
  }
}
