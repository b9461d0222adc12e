package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What becomes of a connected account: its tokens, its client, and authorizing it again. */
class ConnectedAccountIT extends AccountConnecting {
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

  /** Somebody who makes up a client secret must not move the tokens to a host of their own. */
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
}
