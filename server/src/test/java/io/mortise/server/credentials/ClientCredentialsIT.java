package io.mortise.server.credentials;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials that get their tokens by the OAuth grant client credentials. */
class ClientCredentialsIT {
  @RegisterExtension static final Team team = new Team();

  private static final String SECRET = "fake-client-secret-0001";
  private static final Duration LIFE = Duration.ofHours(1);

  private final AtomicInteger issued = new AtomicInteger();
  private DialectServer issuer;
  private DialectServer service;

  @BeforeEach
  void start() {
    issuer = DialectServer.start().speaks(exchange -> issue(exchange, LIFE.toSeconds()));
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    issuer.close();
    service.close();
  }

  @Test
  void resolve_theFirstTime_getsATokenAndHandsOutNothingElse() {
    String id = credential().addBy(team.olga());

    Answer answer = team.engine().resolve(id).expect(200);

    assertThat(answer.at("/fields/accessToken")).isEqualTo("fake-token-1");
    assertThat(answer.at("/apply/headers/Authorization")).isEqualTo("Bearer fake-token-1");
    assertThat(answer.at("/expiresAt")).isNotEmpty();
    assertThat(answer.json().path("fields").has("clientSecret")).isFalse();
    assertThat(answer.text()).doesNotContain(SECRET);
    var asked = issuer.seen().getFirst();
    assertThat(asked.header("Authorization")).isEqualTo("Basic " + base64("acme:" + SECRET));
    assertThat(asked.body()).contains("grant_type=client_credentials").doesNotContain(SECRET);
  }

  @Test
  void resolve_whileTheTokenLives_asksTheEndpointOnce() {
    String id = credential().addBy(team.olga());
    Answer first = team.engine().resolve(id).expect(200);

    Answer second = team.engine().resolve(id).expect(200);

    assertThat(second.at("/tokenId")).isEqualTo(first.at("/tokenId"));
    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void request_asTheFieldsSay_carriesScopesAudienceAndTheSecretInTheBody() {
    String id =
        credential()
            .field("authentication", "post")
            .field("scopes", "read write")
            .field("audience", "https://api.example.test/")
            .addBy(team.olga());

    team.engine().resolve(id).expect(200);

    var asked = issuer.seen().getFirst();
    assertThat(asked.header("Authorization")).isEmpty();
    assertThat(asked.body())
        .contains("client_id=acme")
        .contains("client_secret=" + SECRET)
        .contains("scope=read+write")
        .contains("audience=https%3A%2F%2Fapi.example.test%2F");
  }

  @Test
  void resolve_shortlyBeforeTheEnd_handsOutTheOldTokenAndGetsTheNext() {
    String id = credential().addBy(team.olga());
    String first = token(id);

    team.ahead(
        LIFE.minusSeconds(30),
        () -> {
          assertThat(token(id)).isEqualTo(first);
          await().untilAsserted(() -> assertThat(token(id)).isEqualTo("fake-token-2"));
        });

    assertThat(issuer.seen()).hasSize(2);
    assertThat(team.actions(id)).contains("credential.refreshed");
  }

  @Test
  void resolve_afterTheEnd_getsANewTokenWithANewId() {
    String id = credential().addBy(team.olga());
    Answer first = team.engine().resolve(id).expect(200);

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          Answer second = team.engine().resolve(id).expect(200);
          assertThat(second.at("/fields/accessToken")).isEqualTo("fake-token-2");
          assertThat(second.at("/tokenId")).isNotEqualTo(first.at("/tokenId"));
          assertThat(second.at("/version")).isEqualTo(first.at("/version"));
        });
  }

  @Test
  void resolve_byManyOnTwoServersAtOnce_asksTheEndpointOnce() throws Exception {
    String id = credential().addBy(team.olga());
    issuer.speaks(
        exchange -> {
          pause();
          issue(exchange, LIFE.toSeconds());
        });
    try (TestServer other = team.server().second()) {
      Api elsewhere = team.engine().at(other);
      var calls = new ArrayList<Callable<String>>();
      IntStream.range(0, 20)
          .forEach(
              n ->
                  calls.add(
                      () ->
                          (n % 2 == 0 ? team.engine() : elsewhere)
                              .resolve(id)
                              .expect(200)
                              .at("/fields/accessToken")));

      assertThat(AtOnce.all(calls)).containsOnly("fake-token-1");
    }
    assertThat(issuer.seen()).hasSize(1);
  }

  /** Whether it is the secret's fault is for the service to say, and only in the words of OAuth. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"error\":\"invalid_client\"}       | 409 | credential_needs_reauthorization",
        "401 | {\"error\":\"invalid_client\"}       | 409 | credential_needs_reauthorization",
        "400 | {\"error\":\"invalid_scope\"}        | 409 | credential_needs_reauthorization",
        "400 | {\"error\":\"unauthorized_client\"}  | 409 | credential_needs_reauthorization",
        "401 | <html>Sign in</html>                 | 502 | refresh_failed",
        "403 | <html>Blocked</html>                 | 502 | refresh_failed",
        "200 | <html>Welcome</html>                 | 502 | refresh_failed",
        "200 | {}                                   | 502 | refresh_failed",
        "200 | {\"access_token\":\"two words\"}      | 502 | refresh_failed",
        "200 | {\"access_token\":7}                 | 502 | refresh_failed",
        "200 | []                                   | 502 | refresh_failed",
        "429 | {\"error\":\"slow_down\"}            | 502 | refresh_failed",
        "500 | {\"error\":\"invalid_client\"}       | 502 | refresh_failed",
        "503 | {\"error\":\"server_error\"}         | 502 | refresh_failed",
      })
  void resolve_whenNoTokenIsIssued_saysWhy(int status, String body, int expected, String code) {
    String id = credential().addBy(team.olga());
    issuer.answers(status, body);

    team.engine().resolve(id).expect(expected, code);
    team.engine().resolve(id).expect(expected, code);

    // Neither is the endpoint asked in a loop.
    assertThat(issuer.seen()).hasSize(1);
    assertThat(team.status(id)).isEqualTo(expected == 409 ? "needs_reauthorization" : "active");
  }

  @Test
  void refusal_ofTheClient_isOnTheAuditLogOnceAndEndsWithANewSecret() {
    String id = credential().addBy(team.olga());
    issuer.answers(401, "{\"error\":\"invalid_client\"}");
    team.engine().resolve(id).expect(409);
    team.engine().resolve(id).expect(409);

    assertThat(team.actions(id).stream().filter("credential.refreshed"::equals)).hasSize(1);
    assertThat(team.olga().get("/credentials/" + id).at("/statusCure")).isEqualTo("rotate");

    issuer.speaks(exchange -> issue(exchange, LIFE.toSeconds()));
    team.olga()
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("clientSecret", "fake-client-secret-0002")))
        .expect(200);
    team.engine().resolve(id).expect(200);
    assertThat(team.status(id)).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"access_token\":\"t\"}                          | false",
        "{\"access_token\":\"t\",\"expires_in\":0}         | false",
        "{\"access_token\":\"t\",\"expires_in\":-1}        | false",
        "{\"access_token\":\"t\",\"expires_in\":\"soon\"}  | false",
        "{\"access_token\":\"t\",\"expires_in\":\"3600\"}  | true",
        "{\"access_token\":\"t\",\"expires_in\":3599.5}    | true",
        "{\"access_token\":\"t\",\"expires_in\":999999999} | true",
      })
  void lifetime_asServicesWriteIt_isUnderstood(String body, boolean ends) {
    String id = credential().addBy(team.olga());
    issuer.answers(200, body);

    Answer answer = team.engine().resolve(id).expect(200);

    assertThat(answer.at("/expiresAt").isEmpty()).isEqualTo(!ends);
    assertThat(answer.at("/fields/accessToken")).isEqualTo("t");
  }

  @Test
  void trouble_whileTheTokenLives_isNotTheCallers() {
    String id = credential().addBy(team.olga());
    String first = token(id);
    issuer.answers(500, "");

    team.ahead(
        LIFE.minusSeconds(30),
        () -> {
          assertThat(token(id)).isEqualTo(first);
          await().until(() -> issuer.seen().size() == 2);
          assertThat(token(id)).isEqualTo(first);
        });

    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void batch_withAnEndpointThatHangs_delaysNoOtherItem() {
    String slow = credential().addBy(team.olga());
    String quick = Team.credential(service).addBy(team.olga());
    issuer.hangs();

    Answer answer =
        team.engine()
            .post(
                "/runtime/v1/resolve",
                Map.of("credentials", List.of(Map.of("ref", slow), Map.of("ref", quick))))
            .expect(200);

    assertThat(answer.at("/items/0/problem/code")).isEqualTo("unavailable");
    assertThat(answer.at("/items/0/problem/cause")).isEqualTo("refreshing");
    assertThat(answer.at("/items/1/id")).isEqualTo(quick);
  }

  @Test
  void rejected_currentToken_isReplacedAtMostOnceAMinute() {
    String id = credential().addBy(team.olga());
    String first = team.engine().resolve(id).at("/tokenId");

    String atOnce = team.engine().resolve(id, Map.of("rejected", first)).at("/tokenId");
    assertThat(atOnce).isEqualTo(first);

    team.ahead(
        Duration.ofMinutes(2),
        () -> {
          Answer renewed = team.engine().resolve(id, Map.of("rejected", first)).expect(200);
          assertThat(renewed.at("/fields/accessToken")).isEqualTo("fake-token-2");
          // The old one is named again: the newer one is the answer, without another refresh.
          assertThat(team.engine().resolve(id, Map.of("rejected", first)).at("/tokenId"))
              .isEqualTo(renewed.at("/tokenId"));
        });
    assertThat(issuer.seen()).hasSize(2);
  }

  @Test
  void call_refusedByTheService_isMadeOnceMoreWithANewToken() {
    String id = credential().addBy(team.olga());
    token(id);
    service.accepts("fake-token-2");

    team.ahead(
        Duration.ofMinutes(2),
        () -> {
          team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(200);
          service.accepts("none");
          team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(401);
        });

    assertThat(service.seen())
        .extracting(seen -> seen.header("Authorization"))
        .containsExactly("Bearer fake-token-1", "Bearer fake-token-2", "Bearer fake-token-2");
  }

  @Test
  void add_withTest_asksForATokenAndThenTheService() {
    issuer.answers(401, "{\"error\":\"invalid_client\"}");
    Answer refused =
        team.olga()
            .post("/credentials", credential().verified().body())
            .expect(422, "verification_failed");
    assertThat(refused.at("/test/reason")).isEqualTo("unauthorized");
    assertThat(refused.at("/test/message")).contains("client ID or the client secret");

    issuer.speaks(exchange -> issue(exchange, LIFE.toSeconds()));
    service.answers(403, "{}");
    var tested = credential().field("testUrl", service.url("/me")).verified();
    assertThat(team.olga().post("/credentials", tested.body()).expect(422).at("/test/reason"))
        .isEqualTo("forbidden");
    assertThat(service.seen().getFirst().header("Authorization")).startsWith("Bearer fake-token-");

    service.answers(200, "{}");
    team.olga().post("/credentials", tested.body()).expect(201);
  }

  @Test
  void tokenEndpoint_isTheSealedOne() {
    String id = credential().addBy(team.olga());
    try (var thief = DialectServer.start()) {
      team.server()
          .jdbc()
          .sql(
              "update credential set public_fields = jsonb_set(public_fields, '{tokenUrl}', to_jsonb(:url::text)) where id = :id")
          .param("url", thief.url("/token"))
          .param("id", Team.uuid(id))
          .update();
      team.engine().resolve(id);
      issuer.speaks(
          exchange -> {
            exchange.getResponseHeaders().set("Location", thief.url("/token"));
            DialectServer.send(exchange, 307, "");
          });
      team.ahead(LIFE.plusSeconds(1), () -> team.engine().resolve(id).expect(502));

      assertThat(thief.seen()).isEmpty();
    }
  }

  @Test
  void edit_ofTheScopes_isInTheNextTokenAtOnce() {
    String id = credential().field("scopes", "read").addBy(team.olga());
    token(id);

    team.olga()
        .patch(
            "/credentials/" + id,
            Map.of("fields", Map.of("scopes", List.of("read", "write")), "verify", false))
        .expect(200);

    assertThat(token(id)).isEqualTo("fake-token-2");
    assertThat(issuer.seen().getLast().body()).contains("scope=read+write");
  }

  @Test
  void edit_ofTheTokenAddress_needsTheSecretAgain() {
    String id = credential().addBy(team.olga());

    team.olga()
        .patch("/credentials/" + id, Map.of("fields", Map.of("tokenUrl", "https://evil.example/")))
        .expect(422, "secret_required");
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:fake@login.example.test/token",
    "https://login.example.test/token#x",
    "https:///token",
    "ftp://login.example.test/token",
    "'https://login example.test/token'"
  })
  void add_withATokenAddressThatIsNone_isRefused(String address) {
    assertThat(
            team.olga()
                .post("/credentials", credential().field("tokenUrl", address).body())
                .expect(400)
                .pointers())
        .containsExactly("/fields/tokenUrl");
  }

  @Test
  void accessToken_isSealedInTheDatabase() {
    String id = credential().addBy(team.olga());
    token(id);

    byte[] sealed =
        team.server()
            .jdbc()
            .sql("select sealed from oauth_token where credential = :id")
            .param("id", Team.uuid(id))
            .query(byte[].class)
            .single();

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("fake-token");
  }

  @Test
  void accessToken_damagedInTheDatabase_isReplaced() {
    String id = credential().addBy(team.olga());
    token(id);
    team.server()
        .jdbc()
        .sql("update oauth_token set sealed = '\\x00' where credential = :id")
        .param("id", Team.uuid(id))
        .update();

    try (TestServer other = team.server().second()) {
      assertThat(team.engine().at(other).resolve(id).expect(200).at("/fields/accessToken"))
          .isEqualTo("fake-token-2");
    }
  }

  private TestCredentials credential() {
    return TestCredentials.client(issuer.url("/token"), service).named("client " + Team.next());
  }

  private String token(String id) {
    return team.engine().resolve(id).expect(200).at("/fields/accessToken");
  }

  private void issue(HttpExchange exchange, long seconds) throws IOException {
    DialectServer.send(
        exchange,
        200,
        "{\"access_token\":\"fake-token-"
            + issued.incrementAndGet()
            + "\",\"token_type\":\"Bearer\",\"expires_in\":"
            + seconds
            + "}");
  }

  /** Long enough for all callers to arrive. */
  private static void pause() {
    try {
      new CountDownLatch(1).await(300, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
