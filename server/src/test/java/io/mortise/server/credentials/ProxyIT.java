package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The proxy sends calls with the secret applied, to the credential's hosts only; the caller never
 * holds it.
 */
class ProxyIT {
  private static final String SECRET = "fake-token-0001";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start();
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void proxy_call_carriesTheSecretAndNothingOfTheCallers() {
    String id = http().addBy(olga);

    engine
        .with("Cookie", "mine=1")
        .with("X-Forwarded-For", "1.2.3.4")
        .with("X-Mine", "kept")
        .post("/runtime/v1/proxy/" + id + "/things?q=1", Map.of("name", "pet"))
        .expect(200);

    var seen = service.seen().getLast();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.target()).isEqualTo("/things?q=1");
    assertThat(seen.body()).isEqualTo("{\"name\":\"pet\"}");
    assertThat(seen.header("Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(seen.header("Host")).isEqualTo(service.host());
    assertThat(seen.header("Cookie")).isEmpty();
    assertThat(seen.header("X-Forwarded-For")).isEmpty();
    assertThat(seen.header("X-Mine")).isEqualTo("kept");
  }

  @Test
  void proxy_claims_areRecordedAndNotForwarded() {
    String id = http().addBy(olga);

    engine
        .with("Mortise-Flow", "nightly")
        .with("Mortise-Run", "run-1")
        .with("Mortise-Step", "fetch")
        .get("/runtime/v1/proxy/" + id + "/x")
        .expect(200);

    var use = olga.get("/credentials/" + id + "/audit?limit=1").expect(200).items().getFirst();
    assertThat(use.path("flow").asString()).isEqualTo("nightly");
    assertThat(use.path("run").asString()).isEqualTo("run-1");
    assertThat(use.path("step").asString()).isEqualTo("fetch");
    assertThat(service.seen().getLast().headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("mortise-"));
  }

  @Test
  void proxy_byAKeyLimitedToFlows_asksForTheFlow() {
    String id = http().addBy(olga);
    var limited =
        olga.withKey(
            Map.of(
                "scopes",
                List.of("runtime:call"),
                "flows",
                List.of("flow_01m7xt1szdej6vbnnhkqpvk8dq")));

    var answer = limited.get("/runtime/v1/proxy/" + id + "/x");

    assertThat(answer.expect(403, "credential_not_permitted").at("/detail"))
        .isEqualTo("The API key is limited to flows; name the flow.");
    assertThat(service.seen()).isEmpty();
  }

  @Test
  void proxy_answer_isMaskedSandboxedAndSetsNoCookie() {
    String id = http().addBy(olga);
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "mortise_session=stolen");
          exchange.getResponseHeaders().set("X-Echo", SECRET);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          DialectServer.send(exchange, 200, "<script>1</script> " + SECRET + " " + base64);
        });

    var answer = engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);

    assertThat(answer.text()).doesNotContain(SECRET).doesNotContain(base64);
    assertThat(answer.headers().map().toString()).doesNotContain(SECRET).doesNotContain("stolen");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("sandbox");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void proxy_bodyOfTwoMebibytes_isSentOnAndIsTooLargeElsewhere() {
    String id = http().addBy(olga);
    String body = "x".repeat(2 * 1024 * 1024);

    engine.send("POST", "/runtime/v1/proxy/" + id + "/things", body).expect(200);
    engine.send("POST", "/runtime/v1/credentials/" + id + "/resolve", body).expect(413);

    assertThat(service.seen().getLast().body()).hasSize(body.length());
  }

  @Test
  void proxy_bodyOfAGetWithoutEnd_isTooLarge() throws Exception {
    String id = http().addBy(olga);

    String status = endless("GET", "/runtime/v1/proxy/" + id + "/x", engine);

    assertThat(status).contains(" 413");
    assertThat(service.seen()).isEmpty();
  }

  /** Sends chunks until the server answers or has taken more than any bound. */
  private static String endless(String method, String path, Api principal) throws Exception {
    byte[] chunk = new byte[64 * 1024];
    try (var socket = new Socket("localhost", server.uri().getPort())) {
      var out = socket.getOutputStream();
      out.write(
          "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(method, path, principal.header("Authorization"))
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 400 && socket.getInputStream().available() == 0; i++) {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void proxy_addressThatMustNotBeCalled_isOnTheAuditLogAsFailed() {
    String metadata = "169.254.169.254";
    String id =
        http()
            .field("allowedHosts", List.of(metadata))
            .field("baseUrl", "https://" + metadata)
            .withoutField("testUrl")
            .addBy(olga);

    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502, "service_failed");

    assertThat(lastEvents(id))
        .containsExactly("credential.refused failed service_failed", "credential.used ok null");
  }

  @Test
  void proxy_threeRefusalsInARow_makeItFailing() {
    String id = http().addBy(olga);
    service.answers(401, "{}");

    for (int i = 0; i < 3; i++) {
      engine.get("/runtime/v1/proxy/" + id + "/x").expect(401);
    }

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isEqualTo("failing");
  }

  @Test
  void proxy_encodedSlashAndPercent_reachTheServiceAsTheyAre() {
    String id = http().addBy(olga);

    engine.get("/runtime/v1/proxy/" + id + "/projects/acme%2Ftools/50%25?ref=a%2Fb").expect(200);

    assertThat(service.seen().getLast().target())
        .isEqualTo("/projects/acme%2Ftools/50%25?ref=a%2Fb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2F..%2F..%2Fb", "..%5Cb", "%252e%252e%252fb", "a/..%2Fb"})
  void proxy_dotsBehindAnEncodedSlash_areRefused(String path) {
    String id = http().addBy(olga);

    engine.get("/runtime/v1/proxy/" + id + "/" + path).expect(400);

    assertThat(service.seen()).isEmpty();
  }

  @Test
  void encodedSlash_elsewhere_isRefused() {
    String id = http().addBy(olga);

    olga.get("/credentials/" + id + "%2Fversions").expect(400);
  }

  @Test
  void proxy_statusOfTheService_isPassedOn() {
    String id = http().addBy(olga);
    service.answers(418, "{\"teapot\":true}");

    assertThat(engine.get("/runtime/v1/proxy/" + id + "/x").expect(418).at("/teapot"))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../admin",
        "a/../../admin",
        "%2e%2e/admin",
        "a/%2e%2e/%2e%2e/admin",
        "..%2fadmin",
        "..;/admin",
        "%252e%252e/admin",
        "..%5cadmin"
      })
  void proxy_pathThatLeavesTheBase_isNeverSentThere(String path) {
    String id = http().field("baseUrl", service.url("/v1")).addBy(olga);

    engine.get("/runtime/v1/proxy/" + id + "/" + path).expect(400);

    assertThat(service.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%s/x",
        "//%s/x",
        "http://%s/x",
        "@%s/x",
        "\\%s",
        "%%2f%%2f%s/x",
        ".%s/x",
        ":80@%s/x"
      })
  void proxy_pathThatNamesAHost_neverChangesTheHost(String path) {
    try (var other = DialectServer.start()) {
      String id = http().addBy(olga);
      String target = path.formatted(other.host()).replace("\\", "%5C");

      engine.get("/runtime/v1/proxy/" + id + "/" + target);

      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void proxy_redirectElsewhere_takesTheSecretNowhere() {
    try (var other = DialectServer.start()) {
      String id = http().addBy(olga);
      service.redirectsTo(other.url("/stolen"));

      engine.get("/runtime/v1/proxy/" + id + "/x").expect(302);

      assertThat(service.seen()).hasSize(1);
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void proxy_answerBeyondTenMebibytes_isBounded() {
    String id = http().addBy(olga);
    service.answers(200, "x".repeat(11 * 1024 * 1024));

    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502, "service_failed");
  }

  @Test
  void proxy_withoutABaseAddress_isSaid() {
    var body =
        TestCredentials.http(service.host())
            .named("two hosts " + COUNT.incrementAndGet())
            .field("allowedHosts", List.of(service.host(), "127.0.0.1:9"));

    assertThat(engine.get("/runtime/v1/proxy/" + body.addBy(olga) + "/x").status()).isEqualTo(422);
  }

  @Test
  void proxy_serviceThatIsAway_isAServiceFailure() {
    String id = http().addBy(olga);
    service.close();

    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502, "service_failed");
  }

  @Test
  void proxy_unsharedDuringTheCall_theAnswerStillArrives() {
    String id = http().inWorkspace(server.people().workspace("Support")).addBy(olga);
    var eli =
        server
            .people()
            .add(
                "eli" + COUNT.incrementAndGet(),
                server.people().defaultWorkspace(),
                WorkspaceRole.EDITOR);
    String grant = "/credentials/" + id + "/grants/" + eli.id();
    olga.put(grant, Map.of("level", "use")).expect(204);
    var editors = server.api().signIn(eli.email()).withKey("runtime:call");
    service.speaks(
        exchange -> {
          olga.delete(grant).expect(204);
          DialectServer.send(exchange, 200, "{\"done\":true}");
        });

    var answer = editors.post("/runtime/v1/proxy/" + id + "/x", "{}").expect(200);

    assertThat(answer.at("/done")).isEqualTo("true");
    editors.get("/runtime/v1/proxy/" + id + "/x").expect(404, "credential_not_found");
  }

  @Test
  void proxy_databaseRefusesDuringTheCall_theAnswerStillArrives() {
    String id = http().addBy(olga);
    String role = server.database().server().user();
    service.speaks(
        exchange -> {
          server.database().execute("revoke select on credential from " + role);
          DialectServer.send(exchange, 401, "{\"done\":true}");
        });

    try {
      assertThat(engine.get("/runtime/v1/proxy/" + id + "/x").expect(401).at("/done"))
          .isEqualTo("true");
    } finally {
      server.database().execute("grant select on credential to " + role);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "foo", "text/*", "*/*", "text/plain; charset=none-such"})
  void proxy_typeThatSaysNothing_isBytesWhateverTheCallerAccepts(String type) {
    String id = http().addBy(olga);
    service.speaks(
        exchange -> {
          if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
          }
          exchange.sendResponseHeaders(200, 2);
          try (var out = exchange.getResponseBody()) {
            out.write(new byte[] {'o', 'k'});
          }
        });

    var answer =
        engine.with("Accept", "text/html").get("/runtime/v1/proxy/" + id + "/x").expect(200);

    assertThat(answer.text()).isEqualTo("ok");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void proxy_anyMethod_isForwarded(String method) {
    String id = http().addBy(olga);
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Allow", "GET, LINK");
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });

    var answer = engine.send(method, "/runtime/v1/proxy/" + id + "/x", null).expect(204);

    assertThat(answer.headers().allValues("Allow")).containsExactly("GET, LINK");
    assertThat(service.seen().getLast().method()).isEqualTo(method);
  }

  @Test
  void proxy_callThatFailsAfterItsRecord_isOnTheRecordAsFailed() {
    String away = http().addBy(olga);
    String leaving = http().field("baseUrl", service.url("/v1")).addBy(olga);
    String baseless =
        TestCredentials.http(service.host())
            .named("two hosts " + COUNT.incrementAndGet())
            .field("allowedHosts", List.of(service.host(), "127.0.0.1:9"))
            .addBy(olga);

    engine.get("/runtime/v1/proxy/" + leaving + "/%252e%252e/x").expect(400);
    engine.get("/runtime/v1/proxy/" + baseless + "/x").expect(422);
    service.close();
    engine.get("/runtime/v1/proxy/" + away + "/x").expect(502);

    assertThat(lastEvents(away))
        .containsExactly("credential.refused failed service_failed", "credential.used ok null");
    assertThat(lastEvents(leaving))
        .containsExactly("credential.refused failed invalid_request", "credential.used ok null");
    assertThat(lastEvents(baseless))
        .containsExactly("credential.refused failed invalid_request", "credential.used ok null");
  }

  @Test
  void proxy_everyCall_isCountedOnce() {
    String id = http().addBy(olga);
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);
    service.answers(404, "{}");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(404);
    service.answers(401, "{}");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(401);
    service.close();
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502);

    server.bean(CredentialUses.class).write();

    var usage = olga.get("/credentials/" + id + "/usage?days=1").expect(200);
    assertThat(usage.at("/days/0/ok")).isEqualTo("2");
    assertThat(usage.at("/days/0/failed")).isEqualTo("2");
  }

  private static List<String> lastEvents(String id) {
    return olga.get("/credentials/" + id + "/audit?limit=2").expect(200).items().stream()
        .map(
            event ->
                event.path("action").asString()
                    + " "
                    + event.path("outcome").asString()
                    + " "
                    + event.path("reason").asString("null"))
        .toList();
  }

  private TestCredentials http() {
    return TestCredentials.http(service).named("resolved " + COUNT.incrementAndGet());
  }
}
