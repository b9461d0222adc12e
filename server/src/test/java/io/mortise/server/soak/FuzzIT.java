package io.mortise.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.soak.Fuzz.Request;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Requests that nobody would send, to every operation: none is answered 500. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FuzzIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int SHORT = 1_500;
  private static final long SEED = 20_261_128L;

  private static TestServer server;
  private static Api olga;
  private static JsonNode document;
  private static Map<String, List<String>> ids = Map.of();

  enum By {
    SESSION,
    KEY,
    NOTHING
  }

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    document = olga.get("/api/openapi.json").expect(200).json();
    var credentials = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      credentials.add(TestCredentials.petstore().named("fuzzed " + i).addBy(olga));
    }
    ids =
        Map.of(
            "cred",
            credentials,
            "ws",
            List.of(server.people().defaultWorkspace().toString()),
            "usr",
            List.of(server.people().olga().toString()),
            "name",
            List.of("fuzzed 1", "http", "petstore"));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(By.class)
  void anything_short_isNeverAFailureOfTheServer(By by) {
    run(by, sent -> sent < SHORT);
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource(By.class)
  void anything_forTenMinutes_isNeverAFailureOfTheServer(By by) {
    Instant end = Instant.now().plus(LONG);
    run(by, sent -> Instant.now().isBefore(end));
  }

  private interface Going {
    boolean on(int sent);
  }

  private static void run(By by, Going going) {
    var fuzz = new Fuzz(document, ids, SEED);
    var statuses = new TreeMap<Integer, Integer>();
    var wrong = new ArrayList<String>();
    Api api = principal(by);
    int sent = 0;
    while (going.on(sent) && wrong.size() < 20) {
      Request request = fuzz.next();
      if (endsSessions(request)) {
        continue;
      }
      var principal = api;
      for (var header : request.headers().entrySet()) {
        principal = principal.with(header.getKey(), header.getValue());
      }
      Answer answer = principal.send(request.method(), request.path(), request.body());
      sent++;
      statuses.merge(answer.status(), 1, Integer::sum);
      if (answer.status() == 500) {
        wrong.add(request + " " + answer.text());
      }
    }
    System.out.println("Fuzzed by " + by + ": " + sent + " cases, answers " + statuses);
    assertThat(wrong).isEmpty();
  }

  /** They have tests of their own; here they would leave nobody to go on. */
  private static boolean endsSessions(Request request) {
    return request.operation().startsWith("DELETE /api/v1/session")
        || request.operation().startsWith("DELETE /api/v1/me/sessions");
  }

  private static Api principal(By by) {
    return switch (by) {
      case SESSION -> session();
      case KEY ->
          session()
              .withKey(
                  "credentials:read",
                  "credentials:write",
                  "audit:read",
                  "runtime:call",
                  "runtime:resolve");
      case NOTHING -> server.api();
    };
  }

  private static Api session() {
    return new Api(server.uri()).signIn(Api.OWNER_EMAIL);
  }
}
