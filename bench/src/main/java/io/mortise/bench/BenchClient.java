package io.mortise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets the server up as a person would. */
final class BenchClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  /** An API key that resolves and reads. */
  String setUp() {
    post(
        "/api/v1/setup",
        Map.of(
            "token",
            BenchServer.SETUP_TOKEN,
            "organization",
            "Bench",
            "name",
            "Bench",
            "email",
            "bench@example.test",
            "password",
            "a long fake password"));
    var key = Map.of("name", "bench", "scopes", List.of("runtime:resolve", "credentials:read"));
    return post("/api/v1/api-keys", key).path("token").asString();
  }

  /** The id of a bearer credential in the workspace. */
  String addCredential() {
    var body =
        Map.of(
            "connector",
            "github",
            "method",
            "bearer",
            "name",
            "bench",
            "scope",
            "workspace",
            "verify",
            false,
            "fields",
            Map.of("token", "ghp_" + "f4k3".repeat(9)));
    return post("/api/v1/credentials", body).path("id").asString();
  }

  private JsonNode post(String path, Map<String, ?> body) {
    String csrf =
        cookies.getCookieStore().getCookies().stream()
            .filter(cookie -> cookie.getName().equals("mortise_csrf"))
            .map(HttpCookie::getValue)
            .findFirst()
            .orElse("none");
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + BenchServer.PORT + path))
            .header("Content-Type", "application/json")
            .header("X-CSRF-Token", csrf)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IllegalStateException(
            path + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
