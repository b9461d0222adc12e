package io.mortise.server.credentials;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connecting an account: the person goes to the service, agrees, and comes back with a code. */
class HandoffIT {
  @RegisterExtension static final Team team = new Team();

  private static final String CALLBACK = "/api/v1/oauth/callback";
  private static final Duration LIFE = Duration.ofHours(1);

  private final AtomicInteger issued = new AtomicInteger();
  private DialectServer issuer;
  private DialectServer service;

  @BeforeEach
  void start() {
    issuer = DialectServer.start().speaks(this::issue);
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    issuer.close();
    service.close();
  }

  @Test
  void begin_checkedFields_answersWhereToGo() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    var asked = query(begun.at("/authorizationUrl"));

    assertThat(begun.at("/id")).startsWith("oah_");
    assertThat(begun.at("/authorizationUrl")).startsWith(issuer.url("/authorize?"));
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "acme")
        .containsEntry("scope", "read offline_access")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", begun.at("/redirectUri"));
    assertThat(begun.at("/redirectUri")).isEqualTo(team.server().uri() + CALLBACK);
    assertThat(begun.headers().allValues("Set-Cookie").toString())
        .contains("mortise_handoff_" + begun.at("/id"), "HttpOnly", "SameSite=Lax");
    assertThat(state(begun)).isEqualTo("waiting");
  }

  @Test
  void connect_byAgreeing_becomesACredentialThatResolves() throws Exception {
    Answer begun = account().handOffBy(team.olga()).expect(201);

    assertThat(agree(begun).expect(200).text()).contains("Connected");
    assertThat(state(begun)).isEqualTo("connected");
    String id = save(begun).expect(201).at("/id");

    Answer resolved = team.engine().resolve(id).expect(200);
    assertThat(resolved.at("/fields/accessToken")).isEqualTo("fake-access-1");
    assertThat(resolved.text()).doesNotContain("refresh").doesNotContain("fake-client-secret");
    var exchange = issuer.seen().getFirst();
    assertThat(exchange.body()).contains("grant_type=authorization_code", "code=fake-code");
    assertThat(challengeOf(form(exchange.body()).getOrDefault("code_verifier", "")))
        .isEqualTo(query(begun.at("/authorizationUrl")).get("code_challenge"));
    assertThat(form(exchange.body())).containsEntry("redirect_uri", begun.at("/redirectUri"));
  }

  @Test
  void refresh_afterTheEnd_usesTheNewestRefreshTokenOnce() {
    String id = connected();

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          assertThat(token(id)).isEqualTo("fake-access-2");
          team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-3"));
        });

    assertThat(issuer.seen().stream().map(seen -> form(seen.body()).get("refresh_token")))
        .containsExactly(null, "fake-refresh-1", "fake-refresh-2");
  }

  @Test
  void refresh_withoutANewRefreshToken_keepsTheOldOne() {
    String id = connected();
    issuer.answers(200, "{\"access_token\":\"next\",\"expires_in\":60}");

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          assertThat(token(id)).isEqualTo("next");
          team.ahead(Duration.ofSeconds(61), () -> token(id));
        });

    assertThat(issuer.seen().stream().map(seen -> form(seen.body()).get("refresh_token")))
        .containsExactly(null, "fake-refresh-1", "fake-refresh-1");
  }

  @Test
  void refresh_byManyAtOnce_sendsTheRefreshTokenOnce() throws Exception {
    String id = connected();
    issuer.speaks(
        exchange -> {
          pause();
          issue(exchange);
        });
    var calls = new ArrayList<Callable<String>>();
    for (int n = 0; n < 20; n++) {
      calls.add(() -> token(id));
    }

    team.server().clock().advance(LIFE.plusSeconds(1));
    try {
      assertThat(AtOnce.all(calls)).containsOnly("fake-access-2");
    } finally {
      team.server().clock().advance(LIFE.plusSeconds(1).negated());
      team.server().forgetTimeOfRecord();
    }
    assertThat(issuer.seen()).hasSize(2);
  }

  @Test
  void invalidGrant_needsReauthorizationAndKeepsItsId() throws Exception {
    String id = connected();
    issuer.answers(400, "{\"error\":\"invalid_grant\"}");

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          team.engine().resolve(id).expect(409, "credential_needs_reauthorization");
          team.engine().resolve(id).expect(409, "credential_needs_reauthorization");
        });
    assertThat(issuer.seen()).hasSize(2);
    assertThat(team.olga().get("/credentials/" + id).at("/statusCure")).isEqualTo("reauthorize");

    issuer.speaks(this::issue);
    Answer again = team.olga().post("/oauth/handoffs", Map.of("credential", id)).expect(201);
    agree(again).expect(200);
    team.olga().patch("/credentials/" + id, Map.of("oauthHandoff", again.at("/id"))).expect(200);

    assertThat(team.status(id)).isEqualTo("active");
    assertThat(token(id)).isEqualTo("fake-access-2");
    assertThat(team.actions(id)).contains("credential.reauthorized");
  }

  @Test
  void expired_withoutARefreshToken_needsReauthorization() throws Exception {
    issuer.answers(200, "{\"access_token\":\"short\",\"expires_in\":60}");
    String id = connected();

    team.ahead(
        Duration.ofSeconds(61),
        () -> team.engine().resolve(id).expect(409, "credential_needs_reauthorization"));
    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void newClientSecret_keepsTheAccountConnected() throws Exception {
    String id = connected();

    team.olga()
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("clientSecret", "fake-client-secret-0002")))
        .expect(200);

    assertThat(token(id)).isEqualTo("fake-access-1");
    team.olga().post("/credentials/" + id + "/rollback").expect(200);
    assertThat(token(id)).isEqualTo("fake-access-1");
    team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
  }

  /** Whoever knows no true secret must not move the account's tokens to a host of their own. */
  @Test
  void newHostsOrClient_withAnySecret_needTheAccountAgain() {
    try (var thief = DialectServer.start()) {
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("allowedHosts", List.of(thief.host()), "baseUrl", thief.url("/")),
              Map.of("tokenUrl", thief.url("/token")),
              Map.of("clientId", "other"))) {
        String id = connected();
        var fields = new LinkedHashMap<>(change);
        fields.put("clientSecret", "made up");

        team.olga()
            .patch("/credentials/" + id, Map.of("fields", fields, "verify", false))
            .expect(200);

        assertThat(team.status(id)).isEqualTo("needs_reauthorization");
        team.engine().resolve(id).expect(409, "credential_needs_reauthorization");
        team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(409);
        team.olga().post("/credentials/" + id + "/rollback").expect(200);
        assertThat(team.status(id)).isEqualTo("needs_reauthorization");
      }
      assertThat(thief.seen()).isEmpty();
    }
  }

  @Test
  void test_withoutATestAddress_asksTheTokenEndpoint() {
    String id = connected();
    int before = issuer.seen().size();

    team.olga().post("/credentials/" + id + "/test").expect(200);
    assertThat(issuer.seen()).hasSize(before + 1);

    issuer.answers(400, "{\"error\":\"invalid_grant\"}");
    team.olga().post("/credentials/" + id + "/test").expect(409);
    assertThat(team.status(id)).isEqualTo("needs_reauthorization");
  }

  @Test
  void callback_inAnotherBrowser_exchangesNothing() {
    Answer begun = account().handOffBy(team.olga()).expect(201);

    Answer page = callback(team.server().api(), begun, Map.of("code", "fake-code"));

    assertThat(page.expect(400).text()).contains("another browser");
    assertThat(issuer.seen()).isEmpty();
    assertThat(progress(begun).at("/error/code")).isEqualTo("foreign_browser");
  }

  @Test
  void callback_withAStateThatWasGuessedOrUsed_exchangesNothing() throws Exception {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    agree(begun).expect(200);

    team.olga().get(CALLBACK + "?state=guessed&code=fake-code").expect(404);
    team.olga().get(CALLBACK + "?code=fake-code").expect(404);
    // The second arrival says the same as the first and exchanges nothing.
    assertThat(agree(begun).expect(200).text()).contains("Connected");
    assertThat(issuer.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, denied",
    "invalid_scope, provider_error",
    "redirect_uri_mismatch, redirect_mismatch",
    "'<script>alert(1)</script>', provider_error"
  })
  void callback_withAnError_saysWhichAndShowsNothingOfIt(String error, String code) {
    Answer begun = account().handOffBy(team.olga()).expect(201);

    Answer page = callback(team.olga(), begun, Map.of("error", error, "error_description", error));

    assertThat(page.expect(400).text()).doesNotContain("script").doesNotContain(error);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    assertThat(progress(begun).at("/error/code")).isEqualTo(code);
    save(begun).expect(410, "handoff_gone");
  }

  @Test
  void exchange_refused_isNoAccount() throws Exception {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    issuer.answers(401, "{\"error\":\"invalid_client\"}");

    agree(begun).expect(400);

    assertThat(progress(begun).at("/error/detail")).contains("client secret");
  }

  @Test
  void save_beforeOrTwiceOrBySomebodyElse_isRefused() throws Exception {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    save(begun).expect(409, "handoff_not_connected");
    agree(begun).expect(200);

    team.manager().post("/credentials", body(begun)).expect(410, "handoff_gone");
    team.manager().get("/oauth/handoffs/" + begun.at("/id")).expect(404);
    team.olga()
        .post(
            "/credentials",
            account().with("oauthHandoff", begun.at("/id")).field("clientId", "other").body())
        .expect(400);
    save(begun).expect(201);
    save(begun).expect(410, "handoff_gone");
  }

  @Test
  void save_withoutAHandoff_asksForOne() {
    assertThat(team.olga().post("/credentials", account().body()).expect(400).pointers())
        .containsExactly("/oauthHandoff");
  }

  @Test
  void waiting_longerThanTenMinutes_isExpired() {
    Answer begun = account().handOffBy(team.olga()).expect(201);

    team.ahead(
        Duration.ofMinutes(11),
        () -> {
          assertThat(state(begun)).isEqualTo("expired");
          callback(team.olga(), begun, Map.of("code", "fake-code")).expect(400);
        });
    assertThat(issuer.seen()).isEmpty();
  }

  @Test
  void exchange_thatNobodyFinishes_isExpiredInTheEnd() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    team.server()
        .jdbc()
        .sql("update oauth_handoff set state = 'exchanging' where state = 'waiting'")
        .update();
    assertThat(state(begun)).isEqualTo("waiting");

    team.ahead(Duration.ofMinutes(11), () -> assertThat(state(begun)).isEqualTo("expired"));
  }

  @Test
  void callback_againDuringTheExchange_doesNotSayConnected() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    var second = new AtomicReference<Answer>();
    issuer.speaks(
        exchange -> {
          second.set(agree(begun));
          DialectServer.send(exchange, 400, "{\"error\":\"invalid_grant\"}");
        });

    assertThat(agree(begun).expect(400).text()).contains("Not connected");

    assertThat(second.get().expect(200).text())
        .doesNotContain("Connected")
        .contains("Mortise shows");
    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void cancel_endsIt() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    team.olga().delete("/oauth/handoffs/" + begun.at("/id")).expect(204);

    callback(team.olga(), begun, Map.of("code", "fake-code")).expect(400);

    assertThat(progress(begun).at("/error/code")).isEqualTo("cancelled");
    assertThat(issuer.seen()).isEmpty();
  }

  @Test
  void page_ofAnAccount_saysWhenItsTokenEnds() throws Exception {
    String id = connected();
    var page = team.olga().get("/credentials/" + id).expect(200);

    assertThat(page.at("/oauth/refreshable")).isEqualTo("true");
    assertThat(page.at("/oauth/grantedScopes/0")).isEqualTo("read");
    assertThat(page.json().at("/oauth/missingScopes")).isEmpty();
    assertThat(page.at("/oauth/tokenExpiresAt")).isNotEmpty();
    assertThat(page.at("/oauth/nextRefreshAt")).isLessThan(page.at("/oauth/tokenExpiresAt"));

    team.olga().post("/credentials/" + id + "/refresh").expect(200);
    assertThat(token(id)).isEqualTo("fake-access-2");
    issuer.answers(500, "");
    team.olga().post("/credentials/" + id + "/refresh").expect(502, "refresh_failed");
    assertThat(token(id)).isEqualTo("fake-access-2");
  }

  @Test
  void grantedScopes_fewerThanAskedFor_areNamed() throws Exception {
    issuer.answers(200, "{\"access_token\":\"t\",\"scope\":\"read\"}");

    var page = team.olga().get("/credentials/" + connected()).expect(200);

    assertThat(page.at("/oauth/missingScopes/0")).isEqualTo("offline_access");
    assertThat(page.at("/oauth/refreshable")).isEqualTo("false");
  }

  @Test
  void begin_byAKey_isForbidden() {
    account().handOffBy(team.olga().withKey("credentials:write")).expect(403);
  }

  @Test
  void nothingOfIt_isReadableInTheDatabase() throws Exception {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    agree(begun).expect(200);

    String row =
        team.server()
            .jdbc()
            .sql(
                "select encode(h::text::bytea, 'escape') from oauth_handoff h where state = 'connected'")
            .query(String.class)
            .list()
            .toString();

    assertThat(row)
        .doesNotContain("fake-access", "fake-refresh", "fake-client-secret", "fake-code")
        .doesNotContain(query(begun.at("/authorizationUrl")).get("state"));
  }

  private TestCredentials account() {
    return TestCredentials.account(issuer, service).named("account " + Team.next());
  }

  private String connected() {
    Answer begun = account().handOffBy(team.olga()).expect(201);
    agree(begun).expect(200);
    return save(begun).expect(201).at("/id");
  }

  private static Answer agree(Answer begun) {
    return callback(team.olga(), begun, Map.of("code", "fake-code"));
  }

  private static Answer callback(Api browser, Answer begun, Map<String, String> answer) {
    var parameters = new LinkedHashMap<>(answer);
    parameters.put("state", query(begun.at("/authorizationUrl")).get("state"));
    var query = new ArrayList<String>();
    parameters.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return browser.get(CALLBACK + "?" + String.join("&", query));
  }

  private static Map<String, Object> body(Answer begun) {
    return Map.of(
        "connector",
        "http",
        "method",
        "oauth2",
        "name",
        "account " + Team.next(),
        "oauthHandoff",
        begun.at("/id"));
  }

  private static Answer save(Answer begun) {
    return team.olga().post("/credentials", body(begun));
  }

  private static Answer progress(Answer begun) {
    return team.olga().get("/oauth/handoffs/" + begun.at("/id")).expect(200);
  }

  private static String state(Answer begun) {
    return progress(begun).at("/state");
  }

  private static String token(String id) {
    return team.engine().resolve(id).expect(200).at("/fields/accessToken");
  }

  private void issue(HttpExchange exchange) throws IOException {
    int number = issued.incrementAndGet();
    DialectServer.send(
        exchange,
        200,
        "{\"access_token\":\"fake-access-%1$d\",\"refresh_token\":\"fake-refresh-%1$d\",\"expires_in\":%2$d}"
            .formatted(number, LIFE.toSeconds()));
  }

  private static Map<String, String> query(String address) {
    return form(URI.create(address).getRawQuery());
  }

  private static Map<String, String> form(String text) {
    var values = new LinkedHashMap<String, String>();
    for (String part : List.of(text.split("&"))) {
      int equals = part.indexOf('=');
      values.put(
          part.substring(0, equals),
          URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return values;
  }

  private static String challengeOf(String verifier) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Long enough for all callers to arrive. */
  private static void pause() {
    try {
      new CountDownLatch(1).await(300, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
