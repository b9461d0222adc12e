package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void signIn_fromAnotherOriginWithAKey_isRefused() {
    var body = Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD);

    olga.withKey("runtime:call")
        .with("Origin", "https://evil.example")
        .post("/session", body)
        .expect(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]"})
  void page_underANameThatLeadsHere_neitherSignsInNorSetsUp(String name) throws IOException {
    String host = name + ":" + server.uri().getPort();

    assertThat(statusUnder(host, "/api/v1/session", "http://" + host)).isEqualTo(403);
    assertThat(statusUnder(host, "/api/v1/setup", "http://" + host)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
  void page_underANameOfThisMachine_signsIn(String name) throws IOException {
    String host = name + ":" + server.uri().getPort();

    assertThat(statusUnder(host, "/api/v1/session", "http://" + host)).isEqualTo(200);
  }

  @Test
  void page_underThePublicUrl_signsIn() throws IOException {
    try (var known = TestServer.start(Map.of("MORTISE_PUBLIC_URL", "https://mortise.example"))) {
      known.api().setUp();

      assertThat(
              statusUnder(known, "mortise.example", "/api/v1/session", "https://mortise.example"))
          .isEqualTo(200);
      assertThat(statusUnder(known, "evil.example", "/api/v1/session", "https://evil.example"))
          .isEqualTo(403);
    }
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
  void signIn_unknownAddress_isOnTheRecordAsAWrongPasswordIs() {
    server
        .api()
        .post("/session", Map.of("email", "stranger@example.test", "password", "not the password"))
        .expect(401, "unauthenticated");

    var refused = olga.get("/audit?action=session.refused&limit=1").expect(200);
    assertThat(refused.items().getFirst().at("/reason").asString()).isEqualTo("unknown_person");
    assertThat(refused.text()).doesNotContain("stranger");
  }

  @Test
  void me_editorWhoManagesCredentials_isOfferedTheWorkspace() {
    var people = server.people();
    var mia = people.add("Mia", people.defaultWorkspace(), WorkspaceRole.EDITOR);
    var before = server.api().signIn(mia.email()).get("/me").expect(200);

    people.join(mia, people.defaultWorkspace(), WorkspaceRole.EDITOR, true);
    var me = server.api().signIn(mia.email()).get("/me").expect(200);

    assertThat(before.text()).doesNotContain("credentials:create_workspace");
    assertThat(before.at("/workspaces/0/managesCredentials")).isEqualTo("false");
    assertThat(me.text()).contains("credentials:create_workspace");
    assertThat(me.at("/workspaces/0/managesCredentials")).isEqualTo("true");
    assertThat(me.at("/user/email")).isEqualTo(mia.email());
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
  void setUp_wrongTokenOrWeakPassword_isRefused() {
    try (var fresh = TestServer.start()) {
      var wrong =
          fresh
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
          fresh
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

      assertThat(wrong.expect(400, "invalid_request").pointers()).containsExactly("/token");
      assertThat(weak.expect(400, "invalid_request").pointers()).containsExactly("/password");
      fresh.api().setUp();
    }
  }

  private static int statusUnder(String host, String path, String origin) throws IOException {
    return statusUnder(server, host, path, origin);
  }

  /** The status of a sign-in as a browser sends it; the JDK's client names the host itself. */
  private static int statusUnder(TestServer at, String host, String path, String origin)
      throws IOException {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(Api.OWNER_EMAIL, Api.PASSWORD);
    String request =
        "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(path, host, origin, body.length(), body);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), at.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }
}
