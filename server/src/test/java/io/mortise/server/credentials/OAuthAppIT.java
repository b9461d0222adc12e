package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OAuth apps: who manages and who chooses one, and what an app may be asked for. */
class OAuthAppIT extends AppConnecting {
  @Test
  void create_answersWithoutTheSecret_andWithTheRedirectAddress() {
    Answer created = create();

    assertThat(created.text()).doesNotContain(SECRET);
    assertThat(created.at("/redirectUri")).endsWith(CALLBACK);
    assertThat(created.at("/clientId")).isEqualTo("acme-app");
    assertThat(created.at("/authentication")).isEqualTo("basic");
    assertThat(created.at("/fields/tokenUrl")).isEqualTo(issuer.url("/token"));
    assertThat(created.at("/health")).isEqualTo("ok");
    assertThat(created.at("/usedBy")).isEqualTo("0");
    assertThat(created.json().get("secrets")).hasSize(1);
    assertThat(team.olga().get("/oauth/apps").expect(200).text()).doesNotContain(SECRET);
  }

  @Test
  void create_withBadInput_namesEveryMember() {
    assertThat(team.olga().post("/oauth/apps", Map.of()).expect(400).pointers())
        .contains("/name", "/connector");
    assertThat(
            team.olga()
                .post("/oauth/apps", Map.of("name", "x", "connector", "http"))
                .expect(400)
                .pointers())
        .contains("/clientId", "/clientSecret");
    var without = new LinkedHashMap<>(app(null));
    without.remove("fields");
    assertThat(team.olga().post("/oauth/apps", without).expect(400).pointers())
        .containsExactly("/fields/tokenUrl");
    assertThat(
            team.olga()
                .post("/oauth/apps", Map.of("name", "x", "connector", "openai", "clientId", "y"))
                .expect(400)
                .pointers())
        .containsExactly("/connector");
    var beside = new LinkedHashMap<>(app(null));
    beside.put("fields", Map.of("clientSecret", SECRET));
    Answer refused = team.olga().post("/oauth/apps", beside).expect(400);
    assertThat(refused.pointers()).containsExactly("/fields/clientSecret");
    assertThat(refused.text()).doesNotContain(SECRET);
  }

  @Test
  void apps_areManagedByAdminsAndManagers_andChosenByEditors() {
    String ofOrganization = create().at("/id");
    String ofWorkspace = ofWorkspace();
    var rename = Map.of("name", "renamed " + Team.next());

    team.editor().post("/oauth/apps", app(null)).expect(403);
    team.editor().post("/oauth/apps", app(team.workspace().toString())).expect(403);
    team.manager().post("/oauth/apps", app(null)).expect(403);
    team.manager().patch("/oauth/apps/" + ofOrganization, rename).expect(403);
    team.editor().patch("/oauth/apps/" + ofWorkspace, rename).expect(403);
    team.editor().delete("/oauth/apps/" + ofWorkspace).expect(403);
    team.editor()
        .post("/oauth/apps/" + ofWorkspace + "/secrets", Map.of("clientSecret", NEXT_SECRET))
        .expect(403);

    assertThat(team.editor().get("/oauth/apps/" + ofWorkspace).expect(200).at("/managed"))
        .isEqualTo("false");
    begin(team.editor(), ofOrganization).expect(201);
    begin(team.editor(), ofWorkspace).expect(201);
    team.manager().patch("/oauth/apps/" + ofWorkspace, rename).expect(200);
    team.olga().delete("/oauth/apps/" + ofWorkspace).expect(204);
  }

  @Test
  void app_ofAWorkspace_isAbsentForPeopleOutside() {
    var people = team.server().people();
    var person = people.add("out", people.workspace("Elsewhere"), WorkspaceRole.MANAGER);
    Api outside = team.server().api().signIn(person.email());
    String id = ofWorkspace();

    outside.get("/oauth/apps/" + id).expect(404);
    assertThat(outside.get("/oauth/apps").expect(200).text()).doesNotContain(id);
    assertThat(begin(outside, id).expect(400).pointers()).containsExactly("/app");
  }

  /** The whole kind: every field that belongs to the app. */
  @Test
  void fieldsOfTheApp_cannotBeSetByWhoUsesIt() {
    String app = create().at("/id");
    String id = connected(app);
    try (var thief = DialectServer.start()) {
      for (var entry :
          Map.of(
                  "authorizeUrl", thief.url("/authorize"),
                  "tokenUrl", thief.url("/token"),
                  "clientId", "other",
                  "authentication", "post",
                  "clientSecret", "made-up")
              .entrySet()) {
        var fields = Map.of(entry.getKey(), (Object) entry.getValue());
        var wanted = new LinkedHashMap<>(account(app));
        wanted.put("fields", fields);

        assertThat(team.olga().post("/oauth/handoffs", wanted).expect(422).pointers())
            .containsExactly("/fields/" + entry.getKey());
        assertThat(
                team.olga()
                    .post("/oauth/handoffs", Map.of("credential", id, "fields", fields))
                    .expect(422)
                    .pointers())
            .containsExactly("/fields/" + entry.getKey());
        assertThat(
                team.olga()
                    .patch("/credentials/" + id, Map.of("fields", fields, "verify", false))
                    .expect(422)
                    .pointers())
            .containsExactly("/fields/" + entry.getKey());
        var client = new LinkedHashMap<>(client(app));
        client.put("fields", fields);
        assertThat(team.olga().post("/credentials", client).status()).isIn(400, 422);
      }
      assertThat(thief.seen()).isEmpty();
    }
    assertThat(token(id)).isEqualTo("fake-access-1");
  }

  /** Where an account's token goes is agreed by the person, and no secret proves otherwise. */
  /** A public client has no secret to enter again either. */
  @Test
  void delete_whileUsed_isRefused() {
    String app = create().at("/id");
    String id = connected(app);

    assertThat(team.olga().delete("/oauth/apps/" + app).expect(409, "app_in_use").at("/usedBy"))
        .isEqualTo("1");
    assertThat(token(id)).isEqualTo("fake-access-1");

    String name = team.olga().get("/credentials/" + id).at("/name");
    team.olga().delete("/credentials/" + id + "?confirm=" + name.replace(" ", "%20")).expect(204);
    team.olga().delete("/oauth/apps/" + app).expect(204);
    team.olga().get("/oauth/apps/" + app).expect(404);
  }

  @Test
  void delete_betweenConsentAndSaving_isSaid() {
    String app = create().at("/id");
    Answer begun = begin(team.olga(), app).expect(201);
    agree(begun).expect(200);
    team.olga().delete("/oauth/apps/" + app).expect(204);

    assertThat(save(begun).expect(400).text()).contains("deleted");
  }

  /** A mistyped second secret must cost nobody an account. */
  @Test
  void secretThatEndsSoon_isSaid() {
    var body = app(null);
    body.put(
        "clientSecretExpiresAt",
        team.server().clock().instant().plus(Duration.ofDays(20)).toString());
    String app = team.olga().post("/oauth/apps", body).expect(201).at("/id");

    assertThat(team.olga().get("/oauth/apps/" + app).at("/health")).isEqualTo("secret_expiring");
    team.olga()
        .post("/oauth/apps/" + app + "/secrets", Map.of("clientSecret", NEXT_SECRET))
        .expect(201);
    assertThat(team.olga().get("/oauth/apps/" + app).at("/health")).isEqualTo("ok");
  }

  /**
   * Uses go by what is sealed: anyone who can write to the database does not get the secret sent.
   */
  @Test
  void app_ofAnotherService_isRefused() {
    String app = create().at("/id");
    var github = TestCredentials.github().with("app", app).body();

    assertThat(team.olga().post("/credentials", github).expect(400).pointers())
        .containsExactly("/app");
  }

  @Test
  void change_ofAnOlderVersion_isAConflict() {
    Answer created = create();
    String path = "/oauth/apps/" + created.at("/id");
    team.olga().patch(path, Map.of("name", "second " + Team.next())).expect(200);

    team.olga()
        .with("If-Match", "\"1\"")
        .patch(path, Map.of("name", "third " + Team.next()))
        .expect(412, "version_conflict");
    team.olga().with("If-Match", "\"1\"").delete(path).expect(412, "version_conflict");
  }

  @Test
  void expiryOfTheSecret_changesWithoutTheSecret() {
    String path = "/oauth/apps/" + create().at("/id");
    String soon = team.server().clock().instant().plus(Duration.ofDays(20)).toString();

    team.olga().patch(path, Map.of("clientSecretExpiresAt", soon)).expect(200);
    assertThat(team.olga().get(path).at("/health")).isEqualTo("secret_expiring");
    assertThat(team.olga().get(path).json().get("secrets")).hasSize(1);

    var never = new LinkedHashMap<String, Object>();
    never.put("clientSecretExpiresAt", null);
    team.olga().patch(path, never).expect(200);
    assertThat(team.olga().get(path).at("/health")).isEqualTo("ok");
  }

  @Test
  void secrets_ofAnOlderVersion_areAConflict() {
    String path = "/oauth/apps/" + create().at("/id");
    team.olga().patch(path, Map.of("name", "again " + Team.next())).expect(200);
    Api stale = team.olga().with("If-Match", "\"1\"");

    stale
        .post(path + "/secrets", Map.of("clientSecret", NEXT_SECRET))
        .expect(412, "version_conflict");
    team.olga().post(path + "/secrets", Map.of("clientSecret", NEXT_SECRET)).expect(201);
    stale.delete(path + "/secrets/1").expect(412, "version_conflict");
  }
}
