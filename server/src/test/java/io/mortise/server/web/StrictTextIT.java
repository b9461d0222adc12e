package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Null where something has to be, and the one character that no text may hold, are the caller's
 * mistakes.
 */
class StrictTextIT {
  private static TestServer server;
  private static Api olga;
  private static Api engine;
  private static String id;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
    id = TestCredentials.petstore().named("strict").addBy(olga);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /credentials | {"connector":null,"method":"api_key","fields":{"key":"x"}} | /connector
          POST | /credentials | {"connector":"petstore","method":null,"fields":{"key":"x"}} | /method
          POST | /credentials | {$pets,"fields":null} | /fields/key
          POST | /credentials | {$pets,"fields":{"key":null}} | /fields/key
          POST | /credentials | {$pets,"fields":{"key":"x"},"tags":[null]} | /tags
          PATCH | /credentials/{id} | {"name":null} | /name
          PATCH | /credentials/{id} | {"tags":["a",null]} | /tags
          PATCH | /credentials/{id} | {"connector":null} | /connector
          PATCH | /credentials/{id} | {"method":null} | /method
          POST | /credentials/{id}/rotate | {"fields":null,"verify":false} | /fields
          POST | /credentials/{id}/rotate | {"fields":{"key":null},"verify":false} | /fields
          PUT | /credentials/{id}/grants/{ws} | {"level":null} | /level
          POST | /credentials/test | {"connector":null,"method":"api_key","fields":{"key":"x"}} | /connector
          POST | /api-keys | {"name":null,"scopes":["runtime:call"]} | /name
          POST | /api-keys | {"name":"k","scopes":null} | /scopes
          POST | /api-keys | {"name":"k","scopes":["runtime:call",null]} | /scopes/1
          POST | /session | {"email":null,"password":null} | /email
          POST | /session/confirm | {"password":null} | /password
          """)
  void null_whereSomethingHasToBe_isPointedAt(
      String method, String path, String body, String pointer) {
    var answer = olga.send(method, filled(path), filled(body));

    assertThat(answer.expect(400, "invalid_request").pointers()).contains(pointer);
    assertThat(olga.get("/credentials/" + id).expect(200).at("/version")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4102444800.5", "4102444800", "\"4102444800\"", "true", "[]", "\"2100-01-01\""})
  void time_thatIsNoText_isPointedAt(String time) {
    var body = filled("{$pets,\"fields\":{\"key\":\"x\"},\"expiresAt\":" + time + "}");

    var answer = olga.post("/credentials", body).expect(400, "invalid_request");

    assertThat(answer.pointers()).containsExactly("/expiresAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
        "+294277-01-01T00:00:00Z"
      })
  void time_beyondTheCalendar_isPointedAtWhereverOneIsTaken(String time) {
    var created = filled("{$pets,\"fields\":{\"key\":\"x\"},\"expiresAt\":\"" + time + "\"}");
    var key = Map.of("name", "k", "scopes", List.of("runtime:call"), "expiresAt", time);

    assertPointsAt(olga.post("/credentials", created), "/expiresAt");
    assertPointsAt(olga.patch("/credentials/" + id, Map.of("expiresAt", time)), "/expiresAt");
    assertPointsAt(olga.post("/api-keys", key), "/expiresAt");
    String query = URLEncoder.encode(time, StandardCharsets.UTF_8);
    assertPointsAt(olga.get("/audit?from=" + query), "/from");
    assertPointsAt(olga.get("/audit?to=" + query), "/to");
  }

  private static void assertPointsAt(Answer answer, String pointer) {
    assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /runtime/v1/resolve | {"credentials":null} | /credentials
          /runtime/v1/credentials/{id}/outcome | {"tokenId":null,"outcome":"ok"} | /tokenId
          /runtime/v1/credentials/{id}/outcome | {"tokenId":"t","outcome":null} | /outcome
          """)
  void null_ofAnEngine_isPointedAt(String path, String body, String pointer) {
    var answer = engine.post(filled(path), filled(body));

    assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /credentials | {$pets,"fields":{"key":"x"},"name":"a\\u0000"}
          POST | /credentials | {$pets,"fields":{"key":"x"},"notes":"a\\u0000"}
          POST | /credentials | {$pets,"fields":{"key":"x"},"tags":["a\\u0000"]}
          POST | /credentials | {$pets,"fields":{"key":"x\\u0000"}}
          POST | /credentials | {$pets,"fields":{"key":"x","\\u0000":"y"}}
          POST | /credentials | {"connector":"petstore\\u0000","method":"api_key","fields":{"key":"x"}}
          POST | /credentials | {"connector":"petstore","method":"api_key\\u0000","fields":{"key":"x"}}
          POST | /credentials | {$pets,"fields":{"key":"x"},"environment":"dev\\u0000"}
          POST | /credentials | {$pets,"fields":{"key":"x"},"scope":"workspace","workspace":"\\u0000"}
          POST | /credentials | {$http,"fields":{"token":"x","allowedHosts":["a.example"],"baseUrl":"https://a.example/\\u0000"}}
          POST | /credentials | {$http,"fields":{"token":"x","allowedHosts":["a\\u0000.example"]}}
          POST | /credentials | {$database,"fields":{"host":"db.example","database":"o","username":"a\\u0000b","password":"x","tlsMode":"disable"}}
          PATCH | /credentials/{id} | {"name":"\\u0000"}
          PATCH | /credentials/{id} | {"notes":"a\\u0000b"}
          PATCH | /credentials/{id} | {"tags":["\\u0000b"]}
          PATCH | /credentials/{id} | {"fields":{"key":"\\u0000"},"verify":false}
          PATCH | /credentials/{id} | {"\\u0000":1}
          POST | /credentials/{id}/rotate | {"fields":{"key":"a\\u0000"},"verify":false}
          POST | /credentials/{id}/duplicate | {"name":"a\\u0000"}
          PUT | /credentials/{id}/grants/{ws} | {"level":"use\\u0000"}
          POST | /credentials/test | {"connector":"petstore","method":"api_key","fields":{"key":"x\\u0000"}}
          POST | /api-keys | {"name":"a\\u0000","scopes":["runtime:call"]}
          POST | /api-keys | {"name":"a","scopes":["runtime:call\\u0000"]}
          POST | /api-keys | {"name":"a","scopes":["runtime:call"],"flows":["\\u0000"]}
          """)
  void zeroCharacter_inABody_isPointedAt(String method, String path, String body) {
    var answer = olga.send(method, filled(path), filled(body));

    assertThat(answer.expect(400, "invalid_request").pointers()).isNotEmpty();
    assertThat(olga.get("/credentials/" + id).expect(200).at("/version")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials?q=%00",
    "/credentials?q=a%00b",
    "/credentials?connector=%00",
    "/credentials?type=%00",
    "/credentials?workspace=%00",
    "/credentials?cursor=%00",
    "/credentials/summary?workspace=%00",
    "/audit?action=%00",
    "/audit?actor=%00",
    "/audit?target=%00",
    "/audit?cursor=%00",
    "/credentials/{id}/explain?person=%00"
  })
  void zeroCharacter_inAQuery_isPointedAt(String path) {
    var answer = olga.get(filled(path));

    assertThat(answer.expect(400, "invalid_request").pointers()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/credentials/a%2Fb", "/connectors/a;b=c"})
  void address_withWhatNoneHas_isAProblemDocument(String path) {
    var answer = olga.get(path);

    answer.expect(400, "invalid_request");
  }

  private static String filled(String text) {
    String chosen = "\"connector\":\"%s\",\"method\":\"%s\",\"verify\":false";
    return text.replace("{id}", id)
        .replace("{ws}", server.people().defaultWorkspace().toString())
        .replace("$pets", chosen.formatted("petstore", "api_key"))
        .replace("$http", chosen.formatted("http", "bearer"))
        .replace("$database", chosen.formatted("postgresql", "database"));
  }
}
