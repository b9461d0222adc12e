package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestPeople;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guessing ends, and nobody can lock somebody else out. Each test has addresses of its own. */
class SignInLimitIT {
  private static TestServer server;
  private static TestPeople people;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("MORTISE_TRUSTED_PROXIES", "127.0.0.1"));
    server.api().setUp();
    people = server.people();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static Api from(String address) {
    return server.api().with("X-Forwarded-For", address);
  }

  private static Answer signIn(Api browser, String email, String password) {
    return browser.post("/session", Map.of("email", email, "password", password));
  }

  private static Answer right(Api browser, String email) {
    return signIn(browser, email, Api.PASSWORD);
  }

  private static void guess(String address, String email, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(signIn(from(address), email, "wrong password " + i).status()).isIn(401, 429);
    }
  }

  private static String somebody(String name) {
    return people.add(name, people.defaultWorkspace(), WorkspaceRole.EDITOR).email();
  }

  @Test
  void guesses_fromOneAddress_endAfterTenAMinuteAndStartAgain() {
    String mia = somebody("Mia");
    guess("192.0.2.10", mia, 10);

    var eleventh = signIn(from("192.0.2.10"), mia, "wrong");

    eleventh.expect(429, "rate_limited");
    assertThat(eleventh.headers().firstValue("Retry-After")).isPresent();
    server.at(
        Duration.ofMinutes(1),
        () -> signIn(from("192.0.2.10"), mia, "wrong").expect(401, "unauthenticated"));
  }

  @Test
  void guesses_fromOneAddress_neverStopTheRightPasswordFromAnother() {
    String sue = somebody("Sue");
    guess("192.0.2.20", sue, 70);

    right(from("192.0.2.21"), sue).expect(200);
  }

  @Test
  void guesses_fromTheSameAddress_neverStopABrowserThatHasSignedInBefore() {
    String tom = somebody("Tom");
    var browser = from("192.0.2.30");
    right(browser, tom).expect(200);
    browser.delete("/session").expect(204);
    guess("192.0.2.30", tom, 70);

    right(from("192.0.2.30"), tom).expect(429, "rate_limited");
    right(browser, tom).expect(200);
  }

  @Test
  void guesses_atOnePerson_leaveOthersBehindTheSameAddressAlone() {
    String ann = somebody("Ann");
    String ben = somebody("Ben");
    guess("192.0.2.40", ann, 70);

    right(from("192.0.2.40"), ben).expect(200);
  }

  @Test
  void guesses_overManyPeople_leaveEachAFewTriesBehindTheSameAddress() {
    String eve = somebody("Eve");
    for (int i = 0; i < 70; i++) {
      guess("192.0.2.50", "nobody" + i + "@example.test", 1);
    }

    guess("192.0.2.50", eve, 2);
    right(from("192.0.2.50"), eve).expect(200);
    guess("192.0.2.50", eve, 3);
    right(from("192.0.2.50"), eve).expect(429, "rate_limited");
  }

  @Test
  void guesses_overManyPeople_leaveNoMoreTriesForTenMinutes() {
    String ted = somebody("Ted");
    for (int i = 0; i < 70; i++) {
      guess("192.0.2.51", "nobody" + i + "@example.test", 1);
    }
    guess("192.0.2.51", ted, 5);

    right(from("192.0.2.51"), ted).expect(429, "rate_limited");
    server.at(
        Duration.ofMinutes(9), () -> right(from("192.0.2.51"), ted).expect(429, "rate_limited"));
    server.at(Duration.ofMinutes(10), () -> right(from("192.0.2.51"), ted).expect(200));
  }

  @Test
  void attempts_moreThanEightAtOnceFromOneAddress_areTooMany() {
    try (var eight = new Attempts("192.0.2.52")) {
      signIn(from("192.0.2.52"), "ninth@example.test", "wrong").expect(429, "rate_limited");
      signIn(from("192.0.2.53"), "ninth@example.test", "wrong").expect(401, "unauthenticated");
    }

    signIn(from("192.0.2.52"), "ninth@example.test", "wrong").expect(401, "unauthenticated");
  }

  /** Eight sign-ins that an address has under way until this is closed. */
  private static final class Attempts implements AutoCloseable {
    private final List<SignInLimit.Attempt> underWay = new ArrayList<>();

    Attempts(String address) {
      var limit = server.bean(SignInLimit.class);
      for (int i = 0; i < 8; i++) {
        underWay.add(limit.signIn(address, "busy" + i + "@example.test", null));
      }
    }

    @Override
    public void close() {
      underWay.forEach(SignInLimit.Attempt::close);
    }
  }

  @Test
  void guesses_inAKnownBrowser_endToo() {
    String kim = somebody("Kim");
    var browser = from("192.0.2.60");
    right(browser, kim).expect(200);
    for (int i = 0; i < 10; i++) {
      signIn(browser, kim, "wrong").expect(401, "unauthenticated");
    }

    signIn(browser, kim, "wrong").expect(429, "rate_limited");
  }

  @Test
  void browser_knownForOnePerson_isNotForAnother() {
    String pat = somebody("Pat");
    String lee = somebody("Lee");
    var browser = from("192.0.2.70");
    right(browser, pat).expect(200);
    guess("192.0.2.70", lee, 10);

    signIn(browser, lee, "wrong").expect(429, "rate_limited");
  }

  @Test
  void rightPasswords_manyOfOneAddress_areNotCounted() {
    String ida = somebody("Ida");
    for (int i = 0; i < 12; i++) {
      right(from("192.0.2.80"), ida).expect(200);
    }
  }

  @Test
  void confirmation_isLimitedForItsOwnSessionOnly() {
    String max = somebody("Max");
    var one = from("192.0.2.90");
    right(one, max).expect(200);
    var other = from("192.0.2.90");
    right(other, max).expect(200);
    guess("192.0.2.90", max, 70);
    var wrong = Map.of("password", "wrong");
    for (int i = 0; i < 10; i++) {
      one.post("/session/confirm", wrong).expect(403, "forbidden");
    }

    one.post("/session/confirm", wrong).expect(429, "rate_limited");
    other.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(204);
  }

  @Test
  void setupToken_wrongOnes_neverStopTheRightOne() {
    try (var fresh = TestServer.start()) {
      var guessed =
          Map.of(
              "token",
              "guessed",
              "organization",
              "A",
              "name",
              "A",
              "email",
              "a@example.test",
              "password",
              Api.PASSWORD);
      for (int i = 0; i < 10; i++) {
        fresh.api().post("/setup", guessed).expect(400, "invalid_request");
      }
      fresh.api().post("/setup", guessed).expect(429, "rate_limited");

      fresh.api().setUp();
    }
  }
}
