package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Canary secrets go through every path; afterwards they are looked for in every answer to people,
 * in all logs, and in every file that PostgreSQL has written, its journal too. (The browser tests
 * look through the DOM.)
 */
@Tag("slow")
class LeakIT {
  private static final String FIRST = "canary-first-" + "7f3a9c51e2";
  private static final String SECOND = "canary-second-" + "b8d04e6672";
  private static final String WRONG = "canary-wrong-" + "55c1fe9d03";
  private static final String HEADER = "canary-header-" + "0e9b7a4c18";

  private static final String CLIENT = "canary-client-" + "91b64ed07a";
  private static final String APP = "canary-app-" + "27de5b08f4";
  private static final String NEXT_APP = "canary-next-app-" + "b3509ea61c";
  private static final String CODE = "canary-code-" + "3d70c2f8a5";
  private static final String ACCESS = "canary-access-" + "c41e96b2d0";
  private static final String REFRESH = "canary-refresh-" + "6a8f05d3e7";

  private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
  private static final List<Answer> ANSWERED = new ArrayList<>();
  private static final AppenderBase<ILoggingEvent> APPENDER =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          LOGGED.add(event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            LOGGED.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        }
      };

  private static TestServer server;
  private static DialectServer service;
  private static Api owner;
  private static String token;

  @BeforeAll
  static void sendCanariesEverywhere() {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    server = TestServer.start();
    APPENDER.start();
    root.addAppender(APPENDER);
    ((Logger) LoggerFactory.getLogger("io.mortise")).setLevel(Level.TRACE);
    service = DialectServer.start().accepts(FIRST);
    owner = server.api().setUp();
    token =
        owner
            .post("/api-keys", Map.of("name", "engine", "scopes", List.of("runtime:resolve")))
            .at("/token");
    tryToSave();
    changeAndTest();
    connectAccounts();
    connectByApp();
    readEverything();
  }

  @AfterAll
  static void stop() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(APPENDER);
    service.close();
    server.close();
  }

  @Test
  void answersToPeople_afterEveryPath_holdNoCanary() {
    assertThat(ANSWERED).hasSizeGreaterThan(30);
    assertThat(ANSWERED)
        .allSatisfy(
            answer -> {
              assertNoCanary(answer.text());
              assertNoCanary(answer.headers().toString());
            });
  }

  @Test
  void runtimeProxy_serviceThatEchoesTheSecret_answersMasked() {
    service.speaks(
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] echo =
              ("you sent " + sent + " or " + base64(SECOND)).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("X-Echo", sent);
          exchange.sendResponseHeaders(200, echo.length);
          exchange.getResponseBody().write(echo);
          exchange.close();
        });

    Answer answer =
        server.api().byToken(token).get("/runtime/v1/proxy/" + id("leak") + "/echo").expect(200);

    assertThat(answer.text()).startsWith("you sent");
    assertNoCanary(answer.text());
    assertNoCanary(answer.headers().toString());
  }

  @Test
  void logs_afterEveryPath_holdNoCanary() {
    server.api().byToken(token).resolve(id("leak")).expect(200);

    assertThat(LOGGED).isNotEmpty();
    assertThat(LOGGED).allSatisfy(LeakIT::assertNoCanary);
  }

  @Test
  void databaseFiles_afterEveryPath_holdNoCanaryAndNoBearerValue() throws IOException {
    assertThat(server.api().byToken(token).resolve(id("leak")).text()).contains(SECOND);
    server.jdbc().sql("select 1").query(Integer.class).single();
    Path cluster = Path.of(owned("show data_directory"));
    owned("checkpoint");

    var searched = new ArrayList<Path>();
    try (var files = Files.walk(cluster)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertNoCanary(content);
        assertThat(content).doesNotContain(token).doesNotContain(owner.cookie("mortise_session"));
        searched.add(file);
      }
    }

    assertThat(searched)
        .anyMatch(file -> file.toString().contains("pg_wal"))
        .hasSizeGreaterThan(500);
  }

  private static void tryToSave() {
    keep(owner.post("/credentials", bearer("leak", FIRST)).expect(201));
    keep(owner.post("/credentials", bearer("refused", WRONG)).expect(422, "verification_failed"));
    keep(
        owner.post(
            "/credentials/test",
            Map.of("connector", "http", "method", "bearer", "fields", fields(WRONG))));
    keep(
        owner.post(
            "/credentials",
            Map.of(
                "connector",
                "http",
                "method",
                "bearer",
                "fields",
                Map.of("token", List.of(WRONG)))));
    keep(
        owner
            .post(
                "/credentials",
                Map.of("connector", "http", "method", "bearer", "fields", Map.of(WRONG, 1)))
            .expect(400));
    keep(
        owner
            .post("/credentials", "{\"connector\":\"http\",\"secret\":\"" + WRONG + "\"}")
            .expect(400));
    keep(owner.post("/credentials", "{\"fields\":{\"token\":\"" + WRONG).expect(400));
    keep(
        owner.post(
            "/credentials",
            Map.of(
                "connector", "http", "method", "bearer", "name", "n/", "fields", fields(FIRST))));
    keep(
        owner
            .with("Idempotency-Key", "leak-1")
            .post("/credentials", bearer("twin", FIRST))
            .expect(201));
    keep(
        owner
            .with("Idempotency-Key", "leak-1")
            .post("/credentials", bearer("twin", FIRST))
            .expect(201));
    keep(owner.post("/credentials", customHeaders()).expect(201));
  }

  private static void changeAndTest() {
    String id = id("leak");
    keep(owner.post("/credentials/" + id + "/test").expect(200));
    keep(
        owner
            .post("/credentials/" + id + "/rotate", Map.of("fields", Map.of("token", WRONG)))
            .expect(422));
    service.accepts(SECOND);
    keep(
        owner
            .post("/credentials/" + id + "/rotate", Map.of("fields", Map.of("token", SECOND)))
            .expect(200));
    keep(
        owner.patch(
            "/credentials/" + id,
            Map.of("notes", "quiet", "fields", Map.of("allowedHosts", List.of("127.0.0.2")))));
    keep(owner.post("/credentials/" + id + "/revoke").expect(200));
    keep(server.api().byToken(token).resolve(id).expect(410));
    keep(owner.post("/credentials/" + id + "/restore").expect(200));
    keep(owner.post("/credentials/" + id + "/duplicate", Map.of("name", "copy")).expect(201));
    keep(owner.delete("/credentials/" + id("twin")).expect(204));
    service.answersGarbage();
    keep(owner.post("/credentials/" + id + "/test"));
    service.answers(500, "trouble with " + SECOND + " and " + base64(SECOND));
    keep(owner.post("/credentials/" + id + "/test"));
    keep(server.api().byToken(token).get("/runtime/v1/proxy/" + id + "/boom"));
    var call = Map.of("operation", "get", "input", Map.of("path", "boom"));
    keep(owner.post("/credentials/" + id + "/call", call).expect(502));
    service.answers(200, "{\"echo\":\"" + SECOND + "\"}");
    keep(owner.post("/credentials/" + id + "/call", call).expect(200));
  }

  /** Tokens that come and go by OAuth, and a service that repeats them in its errors. */
  private static void connectAccounts() {
    try (var issuer = DialectServer.start()) {
      issuer.answers(
          200,
          "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":60}"
              .formatted(ACCESS, REFRESH));
      var account = TestCredentials.account(issuer, service).field("clientSecret", CLIENT);
      Answer begun = account.handOffBy(owner).expect(201);
      String state = begun.at("/authorizationUrl").replaceAll(".*[?&]state=([^&]*).*", "$1");
      keep(owner.get("/api/v1/oauth/callback?code=" + CODE + "&state=" + state).expect(200));
      keep(owner.get("/oauth/handoffs/" + begun.at("/id")).expect(200));
      var body = account.named("account").with("oauthHandoff", begun.at("/id")).body();
      body.remove("fields");
      keep(owner.post("/credentials", body).expect(201));
      String id = id("account");
      assertThat(server.api().byToken(token).resolve(id).at("/fields/accessToken"))
          .isEqualTo(ACCESS);
      keep(owner.post("/credentials/" + id + "/refresh").expect(200));
      keep(owner.post("/credentials/" + id + "/test").expect(200));
      issuer.answers(
          400,
          "{\"error\":\"invalid_grant\",\"error_description\":\"%s %s %s\"}"
              .formatted(REFRESH, CLIENT, ACCESS));
      keep(owner.post("/credentials/" + id + "/refresh").expect(409));
      keep(owner.get("/credentials/" + id).expect(200));
      keep(owner.get("/credentials/" + id + "/audit").expect(200));
      var client = TestCredentials.client(issuer.url("/token"), service);
      keep(
          owner
              .post("/credentials", client.field("clientSecret", CLIENT).verified().body())
              .expect(422));
    }
  }

  /** The secrets of an OAuth app, which are shown to a service that repeats them. */
  private static void connectByApp() {
    try (var issuer = DialectServer.start()) {
      issuer.answers(
          200,
          "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":60}"
              .formatted(ACCESS, REFRESH));
      var addresses =
          Map.of("authorizeUrl", issuer.url("/authorize"), "tokenUrl", issuer.url("/token"));
      var wanted =
          new HashMap<String, Object>(
              Map.of("name", "app", "connector", "http", "clientId", "c", "fields", addresses));
      keep(owner.post("/oauth/apps", wanted).expect(400));
      wanted.put("clientSecret", APP);
      Answer app = owner.post("/oauth/apps", wanted).expect(201);
      keep(app);
      String path = "/oauth/apps/" + app.at("/id");
      var account =
          Map.of(
              "connector",
              "http",
              "method",
              "oauth2",
              "app",
              app.at("/id"),
              "fields",
              Map.of("allowedHosts", List.of(service.host()), "baseUrl", service.url("")));
      Answer begun = owner.post("/oauth/handoffs", account).expect(201);
      String state = begun.at("/authorizationUrl").replaceAll(".*[?&]state=([^&]*).*", "$1");
      keep(owner.get("/api/v1/oauth/callback?code=" + CODE + "&state=" + state).expect(200));
      var body = new HashMap<String, Object>(account);
      body.keySet().removeAll(List.of("app", "fields"));
      body.put("name", "by app");
      body.put("oauthHandoff", begun.at("/id"));
      keep(owner.post("/credentials", body).expect(201));
      keep(owner.post(path + "/secrets", Map.of("clientSecret", NEXT_APP)).expect(201));
      issuer.answers(
          401,
          "{\"error\":\"invalid_client\",\"error_description\":\"%s %s\"}"
              .formatted(APP, NEXT_APP));
      keep(owner.post("/credentials/" + id("by app") + "/refresh").expect(502));
      keep(owner.get("/credentials/" + id("by app")).expect(200));
      keep(owner.patch(path, Map.of("clientId", "other")).expect(400));
      keep(owner.get(path).expect(200));
      keep(owner.get("/oauth/apps").expect(200));
    }
  }

  private static void readEverything() {
    String id = id("leak");
    for (String path :
        List.of("", "/versions", "/usage", "/flows", "/audit", "/grants", "/explain")) {
      keep(owner.get("/credentials/" + id + path).expect(200));
    }
    for (String path :
        List.of(
            "/credentials",
            "/credentials/summary",
            "/credentials?q=canary",
            "/audit",
            "/audit/export",
            "/audit/export?format=csv",
            "/audit/checkpoints",
            "/api-keys",
            "/me",
            "/members",
            "/connectors",
            "/me/sessions")) {
      keep(owner.get(path).expect(200));
    }
    keep(owner.get("/api/openapi.json").expect(200));
  }

  private static Map<String, Object> bearer(String name, String secret) {
    return Map.of(
        "connector",
        "http",
        "method",
        "bearer",
        "name",
        name,
        "notes",
        "a note",
        "fields",
        fields(secret));
  }

  private static Map<String, Object> fields(String secret) {
    return Map.of(
        "token",
        secret,
        "allowedHosts",
        List.of(service.host()),
        "baseUrl",
        service.url(""),
        "testUrl",
        service.url("/test"));
  }

  private static Map<String, Object> customHeaders() {
    var fields = new HashMap<String, Object>(fields(HEADER));
    fields.remove("token");
    fields.put("headers", Map.of("X-Fake-Key", HEADER));
    return Map.of(
        "connector",
        "http",
        "method",
        "custom_headers",
        "name",
        "headers",
        "verify",
        false,
        "fields",
        fields);
  }

  private static void keep(Answer answer) {
    ANSWERED.add(answer);
  }

  private static String id(String name) {
    return owner.get("/credentials?q=" + name.replace(" ", "%20")).items().stream()
        .filter(credential -> credential.path("name").asString().equals(name))
        .map(credential -> credential.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private static void assertNoCanary(String text) {
    for (String canary :
        List.of(FIRST, SECOND, WRONG, HEADER, CLIENT, APP, NEXT_APP, CODE, ACCESS, REFRESH)) {
      assertThat(text.contains(canary)).as("a canary stands in the clear").isFalse();
      assertThat(text.contains(base64(canary))).as("a canary stands there in base64").isFalse();
      assertThat(text.contains(URLEncoder.encode(canary, StandardCharsets.UTF_8))).isFalse();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String owned(String sql) {
    try (var connection = server.database().asOwner();
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      var row = statement.getResultSet();
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
