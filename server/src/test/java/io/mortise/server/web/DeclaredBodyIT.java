package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is asked for in a body where none is taken is refused, and nothing happens. */
class DeclaredBodyIT {
  private static TestServer server;
  private static Api olga;
  private static Api engine;
  private static String id;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
    id = TestCredentials.petstore().addBy(olga);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** Of the API's document: method and path. The proxy passes every body on. */
  private static Stream<String> withoutBody() {
    var all = new ArrayList<String>();
    JsonNode paths = olga.get("/api/openapi.json").expect(200).json().path("paths");
    paths.forEachEntry(
        (path, item) ->
            item.forEachEntry(
                (method, operation) -> {
                  if (!operation.has("requestBody")) {
                    all.add(method.toUpperCase(Locale.ROOT) + " " + path);
                  }
                }));
    all.removeIf(operation -> operation.contains(" /runtime/v1/proxy/"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("withoutBody")
  void body_whereNoneIsTaken_isRefused(String operation) {
    String[] parts = operation.split(" ");
    String path = parts[1].replaceAll("\\{[a-z]+}", id);

    var answer =
        (path.startsWith("/runtime/") ? engine : olga)
            .send(parts[0], path, Map.of("at", "2027-01-01"));

    answer.expect(400, "invalid_request");
    assertThat(answer.text()).contains("takes no body");
  }

  @Test
  void revoke_withABody_revokesNothing() {
    olga.post("/credentials/" + id + "/revoke", List.of()).expect(400, "invalid_request");

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isNotEqualTo("revoked");
  }

  @Test
  void body_thatSaysNothing_isTaken() {
    String other = TestCredentials.petstore().named("other").addBy(olga);

    olga.post("/credentials/" + other + "/revoke", Map.of()).expect(200);
  }
}
