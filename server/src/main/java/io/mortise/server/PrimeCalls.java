package io.mortise.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server is asked while the JVM records: enough resolves that it knows which code is hot,
 * and compiles that first after every later start.
 */
final class PrimeCalls {
  static final String SETUP_TOKEN = "prime";
  private static final int RESOLVES = 20_000;
  private static final int AT_ONCE = 16;

  private final JsonMapper json = new JsonMapper();
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI server;

  PrimeCalls(int port) {
    this.server = URI.create("http://localhost:" + port);
  }

  void make() {
    setUp();
    var scopes = List.of("runtime:resolve", "credentials:read");
    String key =
        post("/api/v1/api-keys", Map.of("name", "prime", "scopes", scopes))
            .path("token")
            .asString();
    String credential = post("/api/v1/credentials", credential()).path("id").asString();
    var resolve =
        HttpRequest.newBuilder(server.resolve("/runtime/v1/credentials/" + credential + "/resolve"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
      IntStream.range(0, RESOLVES).forEach(i -> callers.execute(() -> send(resolve)));
    }
  }

  private void setUp() {
    post(
        "/api/v1/setup",
        Map.of(
            "token", SETUP_TOKEN,
            "organization", "Prime",
            "name", "Prime",
            "email", "prime@example.test",
            "password", "a long fake password"));
  }

  private static Map<String, Object> credential() {
    return Map.of(
        "connector", "github",
        "method", "bearer",
        "name", "prime",
        "scope", "workspace",
        "verify", false,
        "fields", Map.of("token", "ghp_" + "f4k3".repeat(9)));
  }

  private JsonNode post(String path, Map<String, ?> body) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
    cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("mortise_csrf"))
        .forEach(cookie -> request.header("X-CSRF-Token", cookie.getValue()));
    return json.readTree(send(request.build()).body());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            request.uri().getPath() + " was answered with " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
