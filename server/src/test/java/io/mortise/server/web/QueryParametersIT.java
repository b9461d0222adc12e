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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A query parameter that an address does not have is refused by name, everywhere. */
class QueryParametersIT {
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

  /** Of the API's document: method and path. The proxy passes every query on. */
  private static Stream<String> operations() {
    var all = new ArrayList<String>();
    JsonNode paths = olga.get("/api/openapi.json").expect(200).json().path("paths");
    paths.forEachEntry(
        (path, item) ->
            item.forEachEntry(
                (method, operation) -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    all.removeIf(operation -> operation.contains(" /runtime/v1/proxy/"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void parameter_thatNoOperationHas_isRefusedByName(String operation) {
    String[] parts = operation.split(" ");
    String path = parts[1].replaceAll("\\{[a-z]+}", id) + "?scop=personal";
    Object body = parts[0].equals("GET") || parts[0].equals("DELETE") ? null : Map.of();

    var answer = (path.startsWith("/runtime/") ? engine : olga).send(parts[0], path, body);

    answer.expect(400, "invalid_request");
    assertThat(answer.pointers()).containsExactly("/scop");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials?q=a&scope=personal&type=bearer&connector=github&status=active&limit=5&sort=name",
    "/audit?action=credential.used&limit=5",
    "/credentials/{id}/usage?days=7",
    "/api-keys?limit=1",
    "/connectors?q=a&category=a&method=bearer&limit=1"
  })
  void parameters_thatAnAddressHas_areTaken(String path) {
    olga.get(path.replace("{id}", id)).expect(200);
  }

  @Test
  void parameters_severalUnknown_areAllNamed() {
    var answer = olga.get("/credentials?scop=a&limit=1&statu=b").expect(400, "invalid_request");

    assertThat(answer.pointers()).isEqualTo(List.of("/scop", "/statu"));
  }

  @Test
  void parameter_thatLooksLikeNoName_isNotRepeated() {
    var answer = olga.get("/credentials?ghp_fake-secret-value=1").expect(400, "invalid_request");

    assertThat(answer.text()).doesNotContain("ghp_");
  }
}
