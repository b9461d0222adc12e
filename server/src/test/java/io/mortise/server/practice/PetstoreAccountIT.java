package io.mortise.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.PetstoreVisitor;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A newcomer connects an account of the Petstore, sees it refresh, breaks it and mends it. */
class PetstoreAccountIT {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(PetstoreAccountIT.class);
  private static final Duration MINUTE = Connections.ACCESS_TOKEN_TTL.plusSeconds(1);
  private static TestServer server;
  private static PetstoreVisitor visitor;
  private static Api olga;
  private static Api engine;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("MORTISE_OUTBOUND_ALLOW", ""));
    visitor = new PetstoreVisitor(server);
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void account_allowedByAPerson_resolvesAndCalls() {
    Answer begun = begin(Map.of());
    assertThat(allow(begun, "sam").text()).contains("Connected");
    Answer saved = save(begun, "pets of sam");

    var page = olga.get("/credentials/" + saved.at("/id")).expect(200);
    assertThat(page.at("/identity")).isEqualTo("Sam Okafor");
    assertThat(page.at("/oauth/grantedScopes/0")).isEqualTo("pets:read");
    assertThat(page.at("/oauth/refreshable")).isEqualTo("true");
    assertThat(name(token(saved.at("/id")))).contains("Sam Okafor");
    assertThat(engine.get("/runtime/v1/proxy/" + saved.at("/id") + "/v1/pets").expect(200).text())
        .contains("Biscuit");
  }

  @Test
  void account_denied_isNotConnected() {
    Answer begun = begin(Map.of());

    Answer page = come(visitor.deny(begun.at("/authorizationUrl")));

    assertThat(page.expect(400).text()).contains("Not connected");
    assertThat(olga.get("/oauth/handoffs/" + begun.at("/id")).at("/error/code"))
        .isEqualTo("denied");
  }

  @Test
  void account_aMinuteLater_isRefreshedAgainAndAgain() {
    String id = connected("robin", "refreshed");
    String first = token(id);

    server.at(
        MINUTE,
        () -> {
          String second = token(id);
          assertThat(second).isNotEqualTo(first);
          assertThat(name(second)).contains("Robin Meyer");
          assertThat(name(first)).contains("expired");
          server.at(MINUTE, () -> assertThat(token(id)).isNotEqualTo(second));
        });
  }

  /** As a database does that was restored from a backup. */
  @Test
  void refreshToken_sentASecondTime_endsTheAccountAtThePetstore() {
    String id = connected("robin", "restored");
    server.database().execute("create table backup as select * from oauth_token");

    server.at(
        MINUTE,
        () -> {
          String second = token(id);
          server.database().execute("delete from oauth_token");
          server.database().execute("insert into oauth_token select * from backup");
          // Lets the server read the credential again, as after its restart.
          olga.patch("/credentials/" + id, Map.of("name", "restored from backup")).expect(200);
          engine.resolve(id).expect(409, "credential_needs_reauthorization");
          assertThat(name(second)).contains("revoked");
        });
    assertThat(status(id)).isEqualTo("needs_reauthorization");
  }

  @Test
  void account_brokenOnTheStartPage_needsReauthorizationAndKeepsItsId() {
    String id = connected("robin", "broken");
    visitor.endAccess("robin");

    server.at(MINUTE, () -> engine.resolve(id).expect(409, "credential_needs_reauthorization"));
    assertThat(status(id)).isEqualTo("needs_reauthorization");

    Answer begun = begin(Map.of("credential", id));
    allow(begun, "robin").expect(200);
    olga.patch("/credentials/" + id, Map.of("oauthHandoff", begun.at("/id"))).expect(200);
    assertThat(status(id)).isEqualTo("active");
    assertThat(name(token(id))).contains("Robin Meyer");
  }

  @Test
  void httpRequest_canPractiseAtTheSameAddresses() {
    Answer begun =
        olga.post(
                "/oauth/handoffs",
                Map.of(
                    "connector",
                    "http",
                    "method",
                    "oauth2",
                    "fields",
                    Map.of(
                        "authorizeUrl",
                        visitor.url("/oauth/authorize"),
                        "tokenUrl",
                        visitor.url("/oauth/token"),
                        "clientId",
                        "mortise",
                        "authentication",
                        "post",
                        "clientSecret",
                        server.practiceClientSecret(),
                        "allowedHosts",
                        List.of("localhost:" + server.practicePort()))))
            .expect(201);

    assertThat(allow(begun, "robin").expect(200).text()).contains("Connected");
  }

  @Test
  void tokens_areNotLogged() {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    root.addAppender(logged);
    try {
      String id = connected("sam", "logged");
      server.at(MINUTE, () -> token(id));
      log.warn("pet_ canary");
    } finally {
      root.detachAppender(logged);
    }

    var lines = logged.list.stream().map(ILoggingEvent::getFormattedMessage);
    assertThat(lines.filter(line -> line.contains("pet_"))).containsExactly("pet_ canary");
  }

  private static Answer begin(Map<String, String> more) {
    var wanted = new LinkedHashMap<String, Object>(more);
    if (more.isEmpty()) {
      wanted.put("connector", "petstore");
      wanted.put("method", "oauth2");
      wanted.put(
          "fields",
          Map.of(
              "clientId",
              "mortise",
              "clientSecret",
              server.practiceClientSecret(),
              "scopes",
              List.of("pets:read")));
    }
    return olga.post("/oauth/handoffs", wanted).expect(201);
  }

  private static Answer allow(Answer begun, String person) {
    return come(visitor.allow(begun.at("/authorizationUrl"), person));
  }

  /** The browser follows the Petstore's answer. */
  private static Answer come(URI back) {
    return olga.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private static Answer save(Answer begun, String name) {
    return olga.post(
            "/credentials",
            Map.of(
                "connector",
                "petstore",
                "method",
                "oauth2",
                "name",
                name,
                "oauthHandoff",
                begun.at("/id")))
        .expect(201);
  }

  private static String connected(String person, String name) {
    Answer begun = begin(Map.of());
    allow(begun, person).expect(200);
    return save(begun, name).at("/id");
  }

  private static String token(String id) {
    return engine.resolve(id).expect(200).at("/fields/accessToken");
  }

  private static String status(String id) {
    return olga.get("/credentials/" + id).expect(200).at("/status");
  }

  /** What the Petstore says to a token when asked for its account. */
  private static String name(String token) {
    return visitor.get(visitor.url("/v1/me"), "Authorization", "Bearer " + token).body();
  }
}
