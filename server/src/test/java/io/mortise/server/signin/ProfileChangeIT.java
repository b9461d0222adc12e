package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person changes their name and the address that they sign in with. */
class ProfileChangeIT {
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
  void name_changed_isShownEverywhereAndOnTheRecord() {
    var browser = server.api().signIn(somebody());

    var me = browser.patch("/me", Map.of("name", "  Nora Nowak ")).expect(200);

    assertThat(me.at("/user/name")).isEqualTo("Nora Nowak");
    assertThat(browser.get("/me").at("/user/name")).isEqualTo("Nora Nowak");
    var event = lastChange();
    assertThat(event.at("/target/id")).isEqualTo(me.at("/user/id"));
    assertThat(event.at("/detail/changed")).isEqualTo("name");
    assertThat(event.at("/detail/name")).isEqualTo("Nora Nowak");
  }

  @Test
  void email_changedWithThePassword_isTheOneThatSignsIn() {
    String before = somebody();
    String after = "new-" + before;
    var browser = server.api().signIn(before);

    var me = browser.patch("/me", email(after)).expect(200);

    assertThat(me.at("/user/email")).isEqualTo(after);
    signIn(before).expect(401, "unauthenticated");
    signIn(after).expect(200);
    assertThat(lastChange().at("/detail/changed")).isEqualTo("email");
  }

  @Test
  void email_withoutThePassword_staysAsItWas() {
    String before = somebody();
    var browser = server.api().signIn(before);

    var without = browser.patch("/me", Map.of("name", "X", "email", "other@example.test"));
    assertThat(without.expect(400, "invalid_request").pointers()).containsExactly("/password");
    var wrong = new HashMap<>(email("other@example.test"));
    wrong.put("password", "a wrong fake password");
    browser.patch("/me", wrong).expect(403, "forbidden");

    assertThat(browser.get("/me").at("/user/email")).isEqualTo(before);
    assertThat(browser.get("/me").at("/user/name")).isNotEqualTo("X");
    var refused = lastChange();
    assertThat(refused.at("/outcome")).isEqualTo("refused");
    assertThat(refused.at("/reason")).isEqualTo("wrong_password");
  }

  @Test
  void email_asItIs_needsNoPassword() {
    String email = somebody();
    var browser = server.api().signIn(email);

    browser.patch("/me", Map.of("name", "Same", "email", email)).expect(200);

    assertThat(browser.get("/me").at("/user/name")).isEqualTo("Same");
  }

  @Test
  void email_ofSomebodyElse_isToldOnlyToWhoKnowsThePassword() {
    var browser = server.api().signIn(somebody());
    var upper = email(Api.OWNER_EMAIL.toUpperCase(Locale.ROOT));

    browser.patch("/me", upper).expect(409, "email_taken");
    browser
        .patch("/me", Map.of("email", Api.OWNER_EMAIL, "password", "a wrong fake password"))
        .expect(403, "forbidden");
  }

  @Test
  void guesses_ofThePassword_endAfterTenAMinuteForTheirOwnSession() {
    String email = somebody();
    var thief = server.api().signIn(email);
    var person = server.api().signIn(email);
    for (int i = 0; i < 10; i++) {
      thief
          .patch("/me", Map.of("email", "thief@example.test", "password", "wrong " + i))
          .expect(403, "forbidden");
    }

    thief.patch("/me", email("thief@example.test")).expect(429, "rate_limited");
    person.patch("/me", email("mine-" + email)).expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"name\":\"\"}', /name",
    "'{\"name\":null}', /name",
    "'{\"email\":null,\"password\":\"x\"}', /email",
    "'{\"email\":\"no address\",\"password\":\"x\"}', /email"
  })
  void member_thatDoesNotFit_isRefusedWithItsPointer(String body, String pointers) {
    var answer = olga.patch("/me", body).expect(400, "invalid_request");

    assertThat(String.join(" ", answer.pointers())).isEqualTo(pointers);
  }

  @Test
  void nothing_isNoChange() {
    String before = lastChange().text();

    olga.patch("/me", Map.of()).expect(200);
    olga.patch("/me", Map.of("name", "Olga")).expect(200);

    assertThat(lastChange().text()).isEqualTo(before);
  }

  @Test
  void key_changesNothing() {
    olga.withKey("credentials:write").patch("/me", Map.of("name", "Key")).expect(403, "forbidden");
  }

  @Test
  void name_changed_isKnownOnTheOtherServerAtOnce() {
    String email = somebody();
    try (var second = server.second()) {
      var here = server.api().signIn(email);
      var there = here.at(second);
      there.get("/me").expect(200);

      here.patch("/me", Map.of("name", "Renamed")).expect(200);

      assertThat(there.get("/me").at("/user/name")).isEqualTo("Renamed");
    }
  }

  private static Map<String, Object> email(String email) {
    return Map.of("email", email, "password", Api.PASSWORD);
  }

  private static Answer signIn(String email) {
    return server.api().post("/session", Map.of("email", email, "password", Api.PASSWORD));
  }

  private static Answer lastChange() {
    var answer = olga.get("/audit?limit=1&action=member.updated").expect(200);
    var items = answer.items();
    return new Answer(200, items.isEmpty() ? "{}" : items.getFirst().toString(), answer.headers());
  }

  private static String somebody() {
    return server
        .people()
        .add(
            "profile" + COUNT.incrementAndGet(),
            server.people().defaultWorkspace(),
            WorkspaceRole.EDITOR)
        .email();
  }
}
