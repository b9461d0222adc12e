package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.DialectServer;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts and clients of OAuth apps: an app's secret goes to its own server only. */
class OAuthAppUseIT extends AppConnecting {
  @Test
  void handOff_withAnApp_takesTheClientAndAddressesFromIt() {
    String app = create().at("/id");

    Answer begun = begin(team.editor(), app).expect(201);
    assertThat(begun.at("/authorizationUrl")).startsWith(issuer.url("/authorize"));
    assertThat(query(begun.at("/authorizationUrl"))).containsEntry("client_id", "acme-app");

    String id = connected(app);
    assertThat(token(id)).isEqualTo("fake-access-1");
    assertThat(secretShown(0)).isEqualTo(SECRET);
    Answer shown = team.olga().get("/credentials/" + id).expect(200);
    assertThat(shown.at("/oauth/app/id")).isEqualTo(app);
    assertThat(shown.text()).doesNotContain(SECRET);
    assertThat(team.olga().get("/oauth/apps/" + app).at("/usedBy")).isEqualTo("1");
    assertThat(team.olga().get("/credentials?app=" + app).items())
        .extracting(item -> item.get("id").asString())
        .containsExactly(id);
  }

  @Test
  void hosts_ofAConnectedAccount_changeOnlyWithANewAuthorization() {
    String id = connected(create().at("/id"));
    try (var thief = DialectServer.start()) {
      var fields = Map.of("allowedHosts", List.of(thief.host()), "baseUrl", thief.url(""));

      team.olga()
          .patch("/credentials/" + id, Map.of("fields", fields, "verify", false))
          .expect(422, "secret_required");
      team.engine().get("/runtime/v1/proxy/" + id + "/x");
      assertThat(thief.seen()).isEmpty();

      Answer again =
          team.olga()
              .post("/oauth/handoffs", Map.of("credential", id, "fields", fields))
              .expect(201);
      agree(again).expect(200);
      team.olga()
          .patch("/credentials/" + id, Map.of("oauthHandoff", again.at("/id"), "verify", false))
          .expect(200);
      assertThat(token(id)).isEqualTo("fake-access-2");
    }
  }

  @Test
  void hosts_ofAPublicClientsAccount_changeOnlyWithANewAuthorization() {
    Answer begun =
        account()
            .field("authentication", "none")
            .withoutField("clientSecret")
            .handOffBy(team.olga())
            .expect(201);
    agree(begun).expect(200);
    String id = save(begun).expect(201).at("/id");

    team.olga()
        .patch(
            "/credentials/" + id,
            Map.of(
                "fields",
                Map.of("allowedHosts", List.of("other.test"), "baseUrl", "https://other.test"),
                "verify",
                false))
        .expect(422, "secret_required");
  }

  @Test
  void clientCredentials_takeSomebodyWhoManagesTheApp() {
    String app = create().at("/id");

    team.editor().post("/credentials", client(app)).expect(403);
    String id = team.olga().post("/credentials", client(app)).expect(201).at("/id");
    assertThat(token(id)).isEqualTo("fake-access-1");
    assertThat(secretShown(0)).isEqualTo(SECRET);
  }

  @Test
  void secrets_overlap_andTheNewestIsShownFirst() throws Exception {
    String app = create().at("/id");
    String id = connected(app);
    String path = "/oauth/apps/" + app + "/secrets";

    team.olga().post(path, Map.of("clientSecret", NEXT_SECRET)).expect(201);
    team.olga().post(path, Map.of("clientSecret", "third")).expect(400);

    team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
    assertThat(secretShown(1)).isEqualTo(NEXT_SECRET);
    team.olga().delete(path + "/1").expect(200);
    assertThat(team.olga().delete(path + "/2").expect(400).text()).contains("only secret");
    team.olga().delete(path + "/7").expect(404);
  }

  @Test
  void refusedNewestSecret_fallsBackToTheOther() throws Exception {
    String app = create().at("/id");
    String id = connected(app);
    team.olga()
        .post("/oauth/apps/" + app + "/secrets", Map.of("clientSecret", "mistyped"))
        .expect(201);
    issuer.speaks(
        exchange -> {
          if (!exchange.getRequestHeaders().getFirst("Authorization").equals(basic(SECRET))) {
            DialectServer.send(exchange, 401, "{\"error\":\"invalid_client\"}");
          } else {
            issue(exchange);
          }
        });

    team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
    assertThat(team.olga().get("/oauth/apps/" + app).at("/health")).isEqualTo("ok");
  }

  private static String basic(String secret) {
    return "Basic " + Base64.getEncoder().encodeToString(("acme-app:" + secret).getBytes());
  }

  @Test
  void invalidClient_isOneIncidentOfTheApp_andNoDeadCredential() throws Exception {
    String app = create().at("/id");
    var ids = List.of(connected(app), connected(app), connected(app));
    issuer.answers(401, "{\"error\":\"invalid_client\"}");
    int before = issuer.seen().size();

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          for (String id : ids) {
            assertThat(team.engine().resolve(id).expect(502, "refresh_failed").text())
                .contains("client secret");
            assertThat(team.status(id)).isEqualTo("active");
          }
          assertThat(issuer.seen().size() - before).as("questions to the service").isEqualTo(1);
          assertThat(team.olga().get("/oauth/apps/" + app).at("/health")).isEqualTo("refused");
          assertThat(actions(app)).containsOnlyOnce("oauth_app.refused_by_service");

          // The cure: a new secret, after which all of them work at once.
          issuer.speaks(this::issue);
          team.olga().patch("/oauth/apps/" + app, Map.of("clientSecret", NEXT_SECRET)).expect(200);
          ids.forEach(id -> team.engine().resolve(id).expect(200));
          assertThat(team.olga().get("/oauth/apps/" + app).at("/health")).isEqualTo("ok");
        });
  }

  private List<String> actions(String app) {
    return team.olga().get("/audit?target=" + app).expect(200).items().stream()
        .map(event -> event.get("action").asString())
        .toList();
  }

  @Test
  void anotherClientOrAddress_takesTheSecret_andNamesTheAccounts() throws Exception {
    String app = create().at("/id");
    String id = connected(app);
    try (var other = DialectServer.start()) {
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("clientId", "other-app"),
              Map.of("fields", Map.of("tokenUrl", other.url("/token"))))) {
        assertThat(team.olga().patch("/oauth/apps/" + app, change).expect(400).pointers())
            .containsExactly("/clientSecret");
      }
      Answer changed =
          team.olga()
              .patch(
                  "/oauth/apps/" + app,
                  Map.of(
                      "clientSecret",
                      NEXT_SECRET,
                      "fields",
                      Map.of("tokenUrl", other.url("/token"))))
              .expect(200);

      assertThat(changed.at("/mustConnectAgain/0/id")).isEqualTo(id);
      team.ahead(
          LIFE.plusSeconds(1),
          () -> team.engine().resolve(id).expect(409, "credential_needs_reauthorization"));
      assertThat(other.seen()).as("the old refresh token").isEmpty();
      assertThat(issuer.seen()).as("the new secret").hasSize(1);
    }
  }

  @Test
  void reauthorize_takesTheAppAsItIsNow() {
    String app = create().at("/id");
    String id = connected(app);
    team.olga()
        .patch("/oauth/apps/" + app, Map.of("clientId", "acme-two", "clientSecret", NEXT_SECRET))
        .expect(200);

    Answer again = team.olga().post("/oauth/handoffs", Map.of("credential", id)).expect(201);
    assertThat(query(again.at("/authorizationUrl"))).containsEntry("client_id", "acme-two");
    agree(again).expect(200);
    team.olga().patch("/credentials/" + id, Map.of("oauthHandoff", again.at("/id"))).expect(200);

    assertThat(token(id)).isEqualTo("fake-access-2");
    assertThat(secretShown(1)).isEqualTo(NEXT_SECRET);
  }

  @Test
  void ownClient_canMoveToAnApp() {
    String id = connected();
    String app = create().at("/id");

    Answer again =
        team.olga().post("/oauth/handoffs", Map.of("credential", id, "app", app)).expect(201);
    agree(again).expect(200);
    team.olga().patch("/credentials/" + id, Map.of("oauthHandoff", again.at("/id"))).expect(200);

    assertThat(team.olga().get("/credentials/" + id).at("/oauth/app/id")).isEqualTo(app);
    assertThat(secretShown(1)).isEqualTo(SECRET);
  }

  @Test
  void addressesInTheRow_areForShow() {
    String app = create().at("/id");
    try (var thief = DialectServer.start()) {
      team.server()
          .jdbc()
          .sql(
              "update oauth_app set public_fields = jsonb_set(public_fields, '{tokenUrl}', to_jsonb(:url)) where name = :name")
          .param("url", thief.url("/token"))
          .param("name", team.olga().get("/oauth/apps/" + app).at("/name"))
          .update();

      connected(app);

      assertThat(thief.seen()).isEmpty();
      assertThat(issuer.seen()).hasSize(1);
    }
  }

  @Test
  void connectorInTheRow_isForShow() {
    Answer app = create();
    team.server()
        .jdbc()
        .sql("update oauth_app set connector = 'github' where name = :name")
        .param("name", app.at("/name"))
        .update();

    team.olga()
        .post(
            "/oauth/handoffs",
            Map.of("connector", "github", "method", "oauth2", "app", app.at("/id")))
        .expect(502);
  }

  /** The service has rotated the refresh token by then: whatever fails must not cost the answer. */
  @Test
  void refresh_whileTheAppCannotBeRead_keepsTheToken() throws Exception {
    String id = connected(create().at("/id"));
    issuer.speaks(
        exchange -> {
          owner("alter table oauth_app rename to oauth_app_unreadable");
          issue(exchange);
        });
    try {
      team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
    } finally {
      owner("alter table oauth_app_unreadable rename to oauth_app");
    }
  }

  private static void owner(String sql) {
    try (var connection = team.server().database().asOwner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
