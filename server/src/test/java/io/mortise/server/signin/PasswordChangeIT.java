package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.people.PersonRepository;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A person changes their password. */
class PasswordChangeIT {
  private static final String NEXT = "another long fake password";
  private static final AtomicInteger COUNT = new AtomicInteger();

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
  void password_changed_isTheOnlyOneThatSignsIn() {
    String email = somebody();
    var browser = server.api().signIn(email);

    change(browser, Api.PASSWORD, NEXT).expect(204);

    signIn(email, Api.PASSWORD).expect(401, "unauthenticated");
    signIn(email, NEXT).expect(200);
    browser.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(403, "forbidden");
    browser.post("/session/confirm", Map.of("password", NEXT)).expect(204);
  }

  @Test
  void password_changed_endsAllOtherSessionsOfThePersonOnEveryServer() {
    String email = somebody();
    try (var second = server.second()) {
      var laptop = server.api().signIn(email);
      var phone = server.api().signIn(email).at(second);
      var desktop = second.api().signIn(email);
      phone.get("/me").expect(200);

      change(laptop, Api.PASSWORD, NEXT).expect(204);

      phone.get("/me").expect(401, "unauthenticated");
      desktop.get("/me").expect(401, "unauthenticated");
      laptop.get("/me").expect(200);
      olga.get("/me").expect(200);
      var event = olga.get("/audit?limit=1&action=member.password_changed").items().getFirst();
      assertThat(event.at("/detail/endedSessions").asString()).isEqualTo("2");
    }
  }

  @Test
  void password_wrongPresentOne_changesNothing() {
    String email = somebody();
    var browser = server.api().signIn(email);
    var other = server.api().signIn(email);

    change(browser, "a wrong fake password", NEXT).expect(403, "forbidden");

    other.get("/me").expect(200);
    signIn(email, Api.PASSWORD).expect(200);
    signIn(email, NEXT).expect(401, "unauthenticated");
  }

  @Test
  void guesses_ofThePresentPassword_endAfterTenAMinuteForTheirOwnSessionOnly() {
    String email = somebody();
    var thief = server.api().signIn(email);
    var person = server.api().signIn(email);
    for (int i = 0; i < 5; i++) {
      change(thief, "wrong " + i, NEXT).expect(403, "forbidden");
      thief.post("/session/confirm", Map.of("password", "wrong")).expect(403, "forbidden");
    }

    change(thief, Api.PASSWORD, NEXT).expect(429, "rate_limited");
    change(person, Api.PASSWORD, NEXT).expect(204);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', /password /newPassword",
    "'{\"password\":\"x\",\"newPassword\":\"eleven char\"}', /newPassword",
    "'{\"password\":\"x\",\"newPassword\":\"            \"}', /newPassword",
    "'{\"password\":\"x\",\"newPassword\":null}', /newPassword"
  })
  void newPassword_belowTheRulesOfSetUp_isRefusedWithItsPointer(String body, String pointers) {
    var answer = olga.put("/me/password", body).expect(400, "invalid_request");

    assertThat(String.join(" ", answer.pointers())).isEqualTo(pointers);
  }

  @Test
  void signIn_whosePasswordChangedInTheMeantime_startsNoSession() {
    String email = somebody();
    var checked = server.bean(PersonRepository.class).findForSignIn(email).orElseThrow();
    change(server.api().signIn(email), Api.PASSWORD, NEXT).expect(204);

    var browser = new Browser("127.0.0.1", "test");
    var started =
        server
            .bean(TransactionTemplate.class)
            .execute(status -> server.bean(Sessions.class).startByPassword(checked, browser));

    assertThat(started).isEmpty();
  }

  private static String somebody() {
    var people = server.people();
    return people
        .add("Sue" + COUNT.incrementAndGet(), people.defaultWorkspace(), WorkspaceRole.EDITOR)
        .email();
  }

  private static Answer change(Api by, String present, String next) {
    return by.put("/me/password", Map.of("password", present, "newPassword", next));
  }

  private static Answer signIn(String email, String password) {
    return server.api().post("/session", Map.of("email", email, "password", password));
  }
}
