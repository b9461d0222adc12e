package io.mortise.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Petstore answers as a service that one may have to find mistakes with. */
class PracticeServiceIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/v1/me, 200",
    "/v1/pets, 200",
    "/v1/pets/1, 200",
    "/v1/pets/99, 404",
    "/v1/pets/1/2, 404",
    "/v1/petsandmore, 404",
    "/v1/me/more, 404",
    "/v1/nothing, 404",
    "/nothing, 404"
  })
  void path_withTheKey_isFoundOrNot(String path, int status) throws Exception {
    assertThat(status(path, server.practiceKey())).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"/v1/me, 401", "/v1/pets/1, 401", "/v1/nothing, 401"})
  void path_withAnotherKey_isRefused(String path, int status) throws Exception {
    assertThat(status(path, "pet_fake")).isEqualTo(status);
  }

  private static int status(String path, String key) throws IOException, InterruptedException {
    var address = URI.create("http://localhost:" + server.practicePort() + path);
    var request = HttpRequest.newBuilder(address).header("X-Api-Key", key).build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }
}
