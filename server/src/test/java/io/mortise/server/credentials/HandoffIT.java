package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connecting an account: the person goes to the service, agrees, and comes back with a code. */
class HandoffIT extends AccountConnecting {
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
}
