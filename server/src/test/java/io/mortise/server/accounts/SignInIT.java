package io.mortise.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Set-up, sign-in, and what a session is asked for. */
class SignInIT {
  private static TestServer server;
  private static BadInput bad;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    bad = new BadInput(server);
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void csrf_missingOrWrong_isRefused() {
    bad.refused(
            () ->
                olga.with("X-CSRF-Token", "wrong").post("/credentials", BadInput.petstore().body()))
        .expect(403, "forbidden");
    bad.refused(
            () -> olga.with("X-CSRF-Token", "").post("/credentials", BadInput.petstore().body()))
        .expect(403, "forbidden");
    bad.refused(() -> olga.with("X-CSRF-Token", "wrong").delete("/session"))
        .expect(403, "forbidden");
  }

  @Test
  void session_missing_isRefused() {
    for (String path :
        List.of("/credentials", "/audit", "/me", "/api-keys", "/members", "/connectors")) {
      server.api().get(path).expect(401, "unauthenticated");
    }
  }

  @Test
  void signIn_fromAnotherOrigin_isRefused() {
    var body = Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD);

    server
        .api()
        .with("Origin", "https://evil.example")
        .post("/session", body)
        .expect(403, "forbidden");
    server.api().with("Origin", "null").post("/session", body).expect(403, "forbidden");
    server.api().with("Origin", server.uri().toString()).post("/session", body).expect(200);
  }

  @Test
  void signIn_wrongPasswordAndUnknownAddress_lookTheSame() {
    var wrong =
        server
            .api()
            .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", "not the password"));
    var unknown =
        server
            .api()
            .post(
                "/session", Map.of("email", "nobody@example.test", "password", "not the password"));

    assertThat(wrong.expect(401, "unauthenticated").json())
        .isEqualTo(unknown.expect(401, "unauthenticated").json());
  }

  @Test
  void setUp_second_isRefused() {
    server
        .api()
        .post(
            "/setup",
            Map.of(
                "token",
                TestServer.SETUP_TOKEN,
                "organization",
                "B",
                "name",
                "B",
                "email",
                "b@example.test",
                "password",
                Api.PASSWORD))
        .expect(409, "already_set_up");
  }

  @Test
  void setUp_wrongToken_isRefused_andPrivateAddressesAreNotReached() {
    try (var strict = TestServer.start(Map.of("MORTISE_OUTBOUND_ALLOW", ""));
        var service = DialectServer.start()) {
      var wrong =
          strict
              .api()
              .post(
                  "/setup",
                  Map.of(
                      "token",
                      "guessed",
                      "organization",
                      "A",
                      "name",
                      "A",
                      "email",
                      "a@example.test",
                      "password",
                      Api.PASSWORD));
      var weak =
          strict
              .api()
              .post(
                  "/setup",
                  Map.of(
                      "token",
                      TestServer.SETUP_TOKEN,
                      "organization",
                      "A",
                      "name",
                      "A",
                      "email",
                      "a@example.test",
                      "password",
                      "short"));
      var owner = strict.api().setUp();

      assertThat(wrong.expect(400, "invalid_request").pointers()).containsExactly("/token");
      assertThat(weak.expect(400, "invalid_request").pointers()).containsExactly("/password");
      String port = service.host().substring(service.host().indexOf(':'));
      for (String host :
          List.of(
              "127.0.0.1" + port,
              "localhost" + port,
              "10.1.2.3",
              "192.168.0.1",
              "169.254.169.254",
              "0.0.0.0" + port,
              "2130706433" + port)) {
        var answer =
            owner.post(
                "/credentials",
                TestCredentials.http(host)
                    .field("token", BadInput.SECRET)
                    .field("testUrl", "https://" + host + "/test")
                    .verified()
                    .body());
        assertThat(answer.status()).as(host + " " + answer.text()).isIn(400, 422);
        assertThat(answer.text()).doesNotContain(BadInput.SECRET);
      }
      assertThat(service.seen()).isEmpty();
      assertThat(owner.get("/credentials").items()).isEmpty();
    }
  }
}
