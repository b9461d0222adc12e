package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table of the cookies and response headers that browsers and engines are given. */
class EveryHeaderIT {
  private static TestServer plain;
  private static TestServer behindTls;
  private static Api olga;

  @BeforeAll
  static void start() {
    plain = TestServer.start();
    behindTls =
        TestServer.start(
            Map.of(
                "MORTISE_PUBLIC_URL",
                "https://mortise.example",
                "MORTISE_BEHIND_TLS_PROXY",
                "true"));
    olga = plain.api().setUp();
  }

  @AfterAll
  static void end() {
    plain.close();
    behindTls.close();
  }

  @Test
  void cookies_ofASignIn_areTheseAndNoOthers() {
    var answer = signIn(plain);

    assertThat(cookies(answer))
        .containsEntry("mortise_session", "HttpOnly; Path=/; SameSite=Lax")
        .containsEntry("mortise_csrf", "Path=/; SameSite=Lax")
        .containsEntry("mortise_browser", "HttpOnly; Path=/api/v1/session; SameSite=Lax")
        .hasSize(3);
  }

  @Test
  void cookies_ofAnHttpsAddress_areSecure() {
    var answer = signIn(behindTls);

    assertThat(cookies(answer))
        .containsEntry("mortise_session", "HttpOnly; Path=/; SameSite=Lax; Secure")
        .containsEntry("mortise_csrf", "Path=/; SameSite=Lax; Secure")
        .containsEntry("mortise_browser", "HttpOnly; Path=/api/v1/session; SameSite=Lax; Secure")
        .hasSize(3);
  }

  @Test
  void cookies_ofASignOut_areDeleted() {
    var api = plain.api();
    api.post("/session", credentials()).expect(200);

    var answer = api.delete("/session").expect(204);

    assertThat(answer.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("mortise_session=;") && cookie.contains("Max-Age=0"));
  }

  @Test
  void signIn_changesSessionAndCsrfToken() {
    var api = plain.api();
    api.get("/health").expect(200);
    String before = api.cookie("mortise_csrf");
    api.post("/session", credentials()).expect(200);
    String first = api.cookie("mortise_session");
    String csrf = api.cookie("mortise_csrf");

    api.post("/session", credentials()).expect(200);

    assertThat(csrf).isNotEmpty().isNotEqualTo(before);
    assertThat(api.cookie("mortise_session")).isNotEmpty().isNotEqualTo(first);
    assertThat(api.cookie("mortise_csrf")).isNotEqualTo(csrf);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void csrf_missing_isRefusedForEveryMethodThatChanges(String method) {
    String path =
        switch (method) {
          case "POST" -> "/credentials";
          case "PUT" -> "/credentials/cred_x/grants/usr_x";
          default -> "/credentials/cred_x";
        };
    for (String token : List.of("", "wrong")) {
      var answer = olga.with("X-CSRF-Token", token).send(method, path, Map.of());
      assertThat(answer.expect(403, "forbidden").at("/detail")).contains("X-CSRF-Token");
    }
    assertThat(olga.send(method, path, Map.of()).status()).isNotEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/health, 200",
    "GET, /api/v1/me, 200",
    "GET, /api/v1/credentials, 200",
    "GET, /api/v1/credentials/cred_x, 404",
    "POST, /api/v1/credentials, 400",
    "GET, /api/v1/nowhere, 404",
    "DELETE, /api/v1/credentials, 405",
    "GET, /runtime/v1/whoami, 401"
  })
  void api_everyAnswer_hasTheseHeaders(String method, String path, int status) {
    var answer = olga.send(method, path, method.equals("POST") ? Map.of() : null).expect(status);

    assertThat(header(answer, "X-Request-Id")).matches("req_[a-z0-9]{26}");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Server")).isEmpty();
    assertThat(header(answer, "X-Powered-By")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/credentials", "/settings/api-keys", "/credentials/cred_x"})
  void page_everyOne_hasAStrictPolicy(String path) {
    var answer = page(path);

    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'self'; script-src 'self'; style-src 'self' 'nonce-")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
        .doesNotContain("unsafe-", "http:", "https:", "*");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(answer, "Referrer-Policy")).isNotEmpty();
  }

  @Test
  void proxy_answer_runsNothingOnOurOrigin() {
    try (var service = DialectServer.start()) {
      String id = TestCredentials.http(service).named("headers").addBy(olga);
      var answer = olga.withKey("runtime:call").get("/runtime/v1/proxy/" + id + "/x").expect(200);

      assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "X-Request-Id")).startsWith("req_");
    }
  }

  private static Answer signIn(TestServer server) {
    var api = server.api();
    if (server == behindTls) {
      api = api.with("Origin", "https://mortise.example");
      return api.post(
              "/setup",
              Map.of(
                  "token", TestServer.SETUP_TOKEN,
                  "organization", "Acme",
                  "name", "Olga",
                  "email", Api.OWNER_EMAIL,
                  "password", Api.PASSWORD))
          .expect(201);
    }
    return api.post("/session", credentials()).expect(200);
  }

  private static Map<String, String> credentials() {
    return Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD);
  }

  /** Attributes by name, without the values and lifetimes that differ. */
  private static Map<String, String> cookies(Answer answer) {
    var cookies = new TreeMap<String, String>();
    for (String cookie : answer.headers().allValues("Set-Cookie")) {
      var parts = cookie.split("; ?");
      var attributes = new TreeSet<String>();
      for (int i = 1; i < parts.length; i++) {
        if (!parts[i].startsWith("Max-Age=") && !parts[i].startsWith("Expires=")) {
          attributes.add(parts[i]);
        }
      }
      cookies.put(parts[0].split("=")[0], String.join("; ", attributes));
    }
    return cookies;
  }

  private static String header(Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static Answer page(String path) {
    return olga.exchange(
        "GET",
        "/api/",
        BodyPublishers.noBody(),
        request -> request.uri(URI.create(plain.uri() + path)));
  }
}
