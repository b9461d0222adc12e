package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A creating call whose server dies before it answers is never made twice. */
class IdempotencyIT {
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
  void repeat_afterTheServerDiedBehindItsChange_saysSoAndMakesNothing() {
    var once = olga.with("Idempotency-Key", "died-1");
    once.post("/credentials", credential("died-after")).expect(201);
    forgetAnswer("died-1");

    var again = once.post("/credentials", credential("died-after")).expect(400, "invalid_request");

    assertThat(again.text()).contains("made its change");
    assertThat(named("died-after")).isEqualTo(1);
  }

  @Test
  void repeat_afterTheServerDiedBeforeItsChange_makesItOnce() {
    var once = olga.with("Idempotency-Key", "died-2");
    once.post("/credentials", credential("elsewhere")).expect(201);
    forgetAnswer("died-2");
    server.jdbc().sql("update idempotency set changed = false where key = 'died-2'").update();

    olga.delete("/credentials/" + idOf("elsewhere")).expect(204);
    once.post("/credentials", credential("elsewhere")).expect(201);

    assertThat(named("elsewhere")).isEqualTo(1);
  }

  @Test
  void repeat_manyAtOnceAfterTheServerDied_makeItOnce() throws Exception {
    var once = olga.with("Idempotency-Key", "died-3");
    // Several keys may have one name, so only the idempotency key can keep them from being made.
    var key = Map.of("name", "many-once", "scopes", List.of("runtime:call"));
    String first = once.post("/api-keys", key).expect(201).at("/id");
    forgetAnswer("died-3");
    server.jdbc().sql("update idempotency set changed = false where key = 'died-3'").update();
    olga.delete("/api-keys/" + first).expect(204);

    var statuses = AtOnce.all(Collections.nCopies(8, () -> once.post("/api-keys", key).status()));

    assertThat(statuses).contains(201).isSubsetOf(201, 429);
    assertThat(
            olga.get("/api-keys?limit=200").expect(200).items().stream()
                .filter(made -> made.path("name").asString().equals("many-once")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 99, 500, 99_999})
  void repeat_whoseStoredAnswerIsDamaged_isSaidPlainly(int status) {
    var once = olga.with("Idempotency-Key", "damaged" + status);
    once.post("/api-keys", Map.of("name", "d", "scopes", List.of("runtime:call"))).expect(201);
    server
        .database()
        .execute(
            "update idempotency set status = %d where key = 'damaged%d'".formatted(status, status));

    once.post("/api-keys", Map.of("name", "d", "scopes", List.of("runtime:call")))
        .expect(400, "invalid_request");
  }

  @Test
  void repeat_ofARefusedCall_isTriedAgain() {
    var once = olga.with("Idempotency-Key", "refused-1");
    once.post("/credentials", Map.of("connector", "nowhere", "method", "x")).expect(400);

    once.post("/credentials", credential("after-refusal")).expect(201);

    assertThat(named("after-refusal")).isEqualTo(1);
  }

  @Test
  void repeat_ofACallThatCreatesNothing_getsTheFirstAnswer() {
    olga.post("/credentials", credential("rotated-once")).expect(201);
    String path = "/credentials/" + idOf("rotated-once");
    var body =
        Map.of(
            "fields", Map.of("token", "ghp_fake1111111111111111111111111111fake"), "verify", false);
    var once = olga.with("Idempotency-Key", "rotate-1");

    var first = once.post(path + "/rotate", body).expect(200);
    var again = once.post(path + "/rotate", body).expect(200);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(olga.get(path).expect(200).at("/version")).isEqualTo(first.at("/version"));
  }

  @Test
  void answer_thatCannotBeRemembered_isGivenAllTheSame() {
    server
        .database()
        .execute(
            """
            create function lose() returns trigger language plpgsql as $$
            begin
              if new.status is not null and new.key = 'lost-1' then raise exception 'lost'; end if;
              return new;
            end $$;
            create trigger lose before update on idempotency for each row execute function lose()
            """);

    var answer = olga.with("Idempotency-Key", "lost-1").post("/credentials", credential("lost"));

    assertThat(answer.expect(201).at("/name")).isEqualTo("lost");
  }

  @Test
  void signIn_withTheKeyOfAnother_opensASessionOfItsOwn() {
    var body = Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD);
    var browser = server.api().signIn(Api.OWNER_EMAIL).with("Idempotency-Key", "sign-in-1");
    browser.post("/session", body).expect(200);
    String first = browser.cookie("mortise_session");

    browser.post("/session", body).expect(200);

    assertThat(browser.cookie("mortise_session")).isNotEqualTo(first);
  }

  @Test
  void confirmation_withTheKeyOfAnother_isCheckedAgain() {
    var browser = server.api().signIn(Api.OWNER_EMAIL).with("Idempotency-Key", "confirm-1");
    browser.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(204);

    browser.post("/session/confirm", Map.of("password", "wrong")).expect(403, "forbidden");
  }

  private static void forgetAnswer(String key) {
    server
        .jdbc()
        .sql(
            """
            update idempotency set status = null, body = null, created_at = created_at - interval '1 hour'
            where key = :key
            """)
        .param("key", key)
        .update();
  }

  private static Map<String, Object> credential(String name) {
    return Map.of(
        "connector",
        "github",
        "method",
        "bearer",
        "name",
        name,
        "fields",
        Map.of("token", "ghp_fake0000000000000000000000000000fake"),
        "verify",
        false);
  }

  private static int named(String name) {
    return list(name).size();
  }

  private static String idOf(String name) {
    return list(name).getFirst().at("/id").asString();
  }

  private static List<JsonNode> list(String name) {
    return olga.get("/credentials?q=" + name).expect(200).items();
  }
}
