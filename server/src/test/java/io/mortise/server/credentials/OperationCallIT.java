package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An operation of the connector is run with the secret applied; the caller never holds it. */
class OperationCallIT {
  private static final String SECRET = "fake-token-0001";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start();
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void call_operation_sendsTheRequestAndAnswersTheOutput() {
    String id = http().addBy(olga);
    service.answers(200, "{\"name\":\"Biscuit\",\"price\":1.10}");

    var answer =
        call(olga, id, "get", Map.of("path", "v1/pets", "query", Map.of("tag", List.of("a b", 2))));

    assertThat(answer.expect(200).text())
        .isEqualTo("{\"output\":{\"name\":\"Biscuit\",\"price\":1.10},\"pages\":1,\"more\":false}");
    var seen = service.seen().getLast();
    assertThat(seen.method() + " " + seen.target()).isEqualTo("GET /v1/pets?tag=a%20b&tag=2");
    assertThat(seen.header("Authorization")).isEqualTo("Bearer " + SECRET);
  }

  /** The practice service answers pages of 20 pets. */
  @Test
  void call_listInPages_isReadUpToTheLimit() {
    String id = TestCredentials.petstore().field("key", server.practiceKey()).addBy(olga);
    int before = pets(id, 1_000).at("/output").size();
    for (int i = 0; i < 41; i++) {
      call(olga, id, "pets.add", Map.of("name", "pet " + i)).expect(200);
    }

    var all = pets(id, 1_000);
    var some = pets(id, 25);

    assertThat(all.at("/output").size()).isEqualTo(before + 41);
    assertThat(all.at("/output").get(before + 40).path("name").asString()).isEqualTo("pet 40");
    assertThat(all.path("pages").asInt()).isEqualTo((before + 41) / 20 + 1);
    assertThat(all.path("more").asBoolean()).isFalse();
    assertThat(some.at("/output").size()).isEqualTo(25);
    assertThat(some.path("more").asBoolean()).isTrue();
  }

  private static JsonNode pets(String id, int limit) {
    return olga.post(
            "/credentials/" + id + "/call", Map.of("operation", "pets.list", "limit", limit))
        .expect(200)
        .json();
  }

  @Test
  void call_body_isSentAsJson() {
    String id = http().addBy(olga);

    call(engine, id, "post", Map.of("path", "pets", "body", Map.of("n", List.of(1, "x"))))
        .expect(200);

    assertThat(service.seen().getLast().body()).isEqualTo("{\"n\":[1,\"x\"]}");
    assertThat(service.seen().getLast().header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void call_byAPersonAndByAKey_isAUseWithTheOperation() {
    String id = http().addBy(olga);

    call(olga, id, "get", Map.of("path", "x")).expect(200);
    call(engine, id, "get", Map.of("path", "x")).expect(200);

    var events = olga.get("/credentials/" + id + "/audit").expect(200).items();
    assertThat(events.subList(0, 2))
        .allSatisfy(
            event -> {
              assertThat(event.path("action").asString()).isEqualTo("credential.used");
              assertThat(event.path("outcome").asString()).isEqualTo("ok");
              assertThat(event.at("/detail/operation").asString()).isEqualTo("get");
            });
    assertThat(events.subList(0, 2))
        .extracting(event -> event.at("/actor/type").asString())
        .containsExactly("api_key", "user");
    server.bean(CredentialUses.class).write();
    assertThat(olga.get("/credentials/" + id + "/usage?days=1").expect(200).at("/days/0/ok"))
        .isEqualTo("2");
  }

  /**
   * Engines that would miss a credential are asked about before it is deleted; a person is none.
   */
  @Test
  void call_byAPerson_makesNoEngineOfThem() {
    String id = http().addBy(olga);
    call(olga, id, "get", Map.of("path", "x")).expect(200);

    olga.delete("/credentials/" + id).expect(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing.such | path  | x      | /operation
          get          | path  | ../x   | /input/path
          get          | path  | a%2f.. | /input/path
          get          | paths | x      | /input/path
          """)
  void call_whatDoesNotFit_isRefusedBeforeAnyUse(
      String operation, String name, String value, String pointer) {
    String id = http().addBy(olga);

    var answer = call(engine, id, operation, Map.of(name, value));

    assertThat(answer.expect(400, "invalid_request").pointers()).contains(pointer);
    assertThat(service.seen()).isEmpty();
    assertThat(olga.get("/credentials/" + id + "/audit").expect(200).items())
        .extracting(event -> event.path("action").asString())
        .doesNotContain("credential.used", "credential.refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void call_limitOutOfItsBounds_isRefused(int limit) {
    String id = http().addBy(olga);
    var body = Map.of("operation", "get", "input", Map.of("path", "x"), "limit", limit);

    assertThat(olga.post("/credentials/" + id + "/call", body).expect(400).pointers())
        .containsExactly("/limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | The service does not allow
          404 | The service does not know
          409 | The service did not run the operation (status 409)
          429 | The service takes no more calls at the moment. Try again in 30 seconds.
          500 | The service failed (status 500)
          """)
  void call_refusalOfTheService_isAProblemWithWhatItSaid(int status, String detail) {
    String id = http().addBy(olga);
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "30");
          DialectServer.send(exchange, status, "{\"message\":\"No, " + SECRET + "\"}");
        });

    var answer = call(engine, id, "get", Map.of("path", "x")).expect(502, "service_failed");

    assertThat(answer.at("/detail")).startsWith(detail);
    assertThat(answer.at("/httpStatus")).isEqualTo(Integer.toString(status));
    assertThat(answer.at("/message")).isEqualTo("No, •••");
    assertThat(answer.at("/retryAfterSeconds")).isEqualTo("30");
    assertThat(lastAction(id)).isEqualTo("credential.used");
  }

  @Test
  void call_htmlPageOfAFailingService_isNotShown() {
    String id = http().addBy(olga);
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          DialectServer.send(exchange, 500, "<h1>Oops</h1>");
        });

    var answer = call(engine, id, "get", Map.of("path", "x")).expect(502, "service_failed");

    assertThat(answer.text()).doesNotContain("Oops").doesNotContain("message");
  }

  @Test
  void call_secretThatTheServiceRefuses_countsAsARefusal() {
    String id = http().addBy(olga);
    service.answers(401, "{}");

    for (int i = 0; i < 3; i++) {
      call(engine, id, "get", Map.of("path", "x")).expect(502, "service_failed");
    }

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isEqualTo("failing");
    assertThat(lastAction(id)).isEqualTo("credential.refused_by_service");
    service.answers(200, "{}");
    call(engine, id, "get", Map.of("path", "x")).expect(200);
    assertThat(lastAction(id)).isEqualTo("credential.accepted_by_service");
  }

  @Test
  void call_serviceThatIsNotThere_isOnTheAuditLogAsFailed() {
    String id = http().addBy(olga);
    service.close();

    var answer = call(engine, id, "get", Map.of("path", "x")).expect(502, "service_failed");

    assertThat(answer.at("/failure")).isEqualTo("network");
    var events = olga.get("/credentials/" + id + "/audit").expect(200).items();
    assertThat(events.get(0).path("action").asString()).isEqualTo("credential.refused");
    assertThat(events.get(0).path("outcome").asString()).isEqualTo("failed");
    assertThat(events.get(0).path("reason").asString()).isEqualTo("service_failed");
    assertThat(events.get(0).at("/detail/operation").asString()).isEqualTo("get");
    assertThat(events.get(1).path("action").asString()).isEqualTo("credential.used");
  }

  @Test
  void call_answerWithTheSecretInOddEncodings_isMasked() {
    String id = http().addBy(olga);
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    String escaped = "f\\u0061ke-token-0001";
    String url = URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("f", "%66");
    service.answers(
        200,
        "{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\",\"e\":\"%s\"}"
            .formatted(SECRET, base64, hex, escaped, url));

    var answer = call(engine, id, "get", Map.of("path", "x")).expect(200);

    for (var name : List.of("a", "b", "c", "d", "e")) {
      assertThat(answer.at("/output/" + name)).as(name).isEqualTo("•••");
    }
  }

  @Test
  void call_answerThatNeverEnds_isBrokenOff() {
    String id = http().addBy(olga);
    service.speaks(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            byte[] part = new byte[64 * 1024];
            for (int i = 0; i < 1_000; i++) {
              out.write(part);
            }
          }
        });

    var answer = call(engine, id, "get", Map.of("path", "x")).expect(502, "service_failed");

    assertThat(answer.at("/failure")).isEqualTo("too_large");
  }

  @Test
  void call_credentialThatIsRevoked_isRefusedAndRecorded() {
    String id = http().addBy(olga);
    olga.post("/credentials/" + id + "/revoke").expect(200);

    call(engine, id, "get", Map.of("path", "x")).expect(410, "credential_revoked");

    assertThat(service.seen()).isEmpty();
    assertThat(lastAction(id)).isEqualTo("credential.refused");
  }

  @Test
  void call_keyWithoutTheScope_isForbidden() {
    String id = http().addBy(olga);

    call(olga.withKey("credentials:write"), id, "get", Map.of("path", "x"))
        .expect(403, "forbidden");

    assertThat(service.seen()).isEmpty();
  }

  @Test
  void call_keyLimitedToFlows_isRefused() {
    String id = http().addBy(olga);
    var limited =
        olga.withKey(
            Map.of(
                "scopes", List.of("runtime:call"),
                "flows", List.of("flow_01m7xt1szdej6vbnnhkqpvk8dq")));

    call(limited, id, "get", Map.of("path", "x")).expect(403, "credential_not_permitted");

    assertThat(service.seen()).isEmpty();
  }

  @Test
  void call_personWithoutTheLevelUse_isRefused() {
    var workspace = server.people().defaultWorkspace();
    var vera = server.people().add("vera", workspace, WorkspaceRole.VIEWER);
    var viewer = server.api().signIn(vera.email());
    String id = http().inWorkspace(workspace).addBy(olga);

    call(viewer, id, "get", Map.of("path", "x")).expect(403, "forbidden");

    assertThat(service.seen()).isEmpty();
  }

  @Test
  void call_repeatedWithItsKey_isNotSentAgain() {
    String id = http().addBy(olga);
    var once = olga.with("Idempotency-Key", "once-" + COUNT.incrementAndGet());

    call(once, id, "post", Map.of("path", "x")).expect(200);
    call(once, id, "post", Map.of("path", "x")).expect(409, "already_answered");

    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void call_failedAndRepeatedWithItsKey_isNotSentAgain() {
    String id = http().addBy(olga);
    service.answers(500, "{}");
    var once = olga.with("Idempotency-Key", "once-" + COUNT.incrementAndGet());

    call(once, id, "post", Map.of("path", "x")).expect(502);
    call(once, id, "post", Map.of("path", "x")).expect(409, "already_answered");

    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void call_refusedHereAndRepeatedWithItsKey_isTriedAgain() {
    String id = http().addBy(olga);
    var once = olga.with("Idempotency-Key", "once-" + COUNT.incrementAndGet());

    call(once, id, "get", Map.of("path", "..")).expect(400);
    call(once, id, "get", Map.of("path", "..")).expect(400);
  }

  @Test
  void test_repeatedWithItsKey_isNotAnsweredAgain() {
    String id = http().addBy(olga);
    var once = olga.with("Idempotency-Key", "once-" + COUNT.incrementAndGet());

    once.post("/credentials/" + id + "/test").expect(200);
    once.post("/credentials/" + id + "/test").expect(409, "already_answered");

    assertThat(service.seen()).hasSize(1);
  }

  private static Answer call(Api caller, String id, String operation, Map<String, ?> input) {
    return caller.post(
        "/credentials/" + id + "/call",
        new HashMap<>(Map.of("operation", operation, "input", input)));
  }

  private static String lastAction(String id) {
    return olga.get("/credentials/" + id + "/audit?limit=1")
        .expect(200)
        .items()
        .getFirst()
        .path("action")
        .asString();
  }

  private TestCredentials http() {
    return TestCredentials.http(service).inOrganization().named("call " + COUNT.incrementAndGet());
  }
}
