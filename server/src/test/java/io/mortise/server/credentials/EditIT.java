package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.TestCredentials;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed on a credential, by one or by two at once. */
class EditIT {
  private static final String LATER = "2099-01-31T12:00:00Z";
  @RegisterExtension static final Team team = new Team();

  @Test
  void edit_blankSecret_keepsIt() {
    String id = ofTwoHosts().addBy(team.olga());

    var edited =
        team.olga().patch("/credentials/" + id, Map.of("notes", "new", "fields", narrowed()));

    assertThat(edited.expect(200).at("/fields/allowedHosts/0")).isEqualTo(team.service().host());
    assertThat(edited.at("/fields/allowedHosts/1")).isEmpty();
    assertThat(edited.at("/secretVersion")).isEqualTo("1");
    assertThat(team.token(id)).isEqualTo(Team.FIRST);
    assertThat(team.engine().resolve(id).at("/fields/allowedHosts/1")).isEmpty();
  }

  @Test
  void edit_publicFieldCleared_isGoneFromUsesToo() {
    String id = Team.credential(team.service()).addBy(team.olga());

    team.olga()
        .patch("/credentials/" + id, Map.of("fields", fields("baseUrl", null, "token", Team.FIRST)))
        .expect(200);

    assertThat(team.olga().get("/credentials/" + id).json().path("fields").has("baseUrl"))
        .isFalse();
    assertThat(team.engine().resolve(id).json().path("fields").has("baseUrl")).isFalse();
  }

  @Test
  void edit_thatPassesItsTest_curesAFailingOne() {
    String id = ofTwoHosts().addBy(team.olga());
    team.service().answers(401, "{}");
    team.olga().post("/credentials/" + id + "/test").expect(200);
    assertThat(team.status(id)).isEqualTo("failing");
    team.service().accepts(Team.FIRST);

    team.olga().patch("/credentials/" + id, Map.of("fields", narrowed())).expect(200);

    assertThat(team.status(id)).isEqualTo("active");
    assertThat(team.actions(id).getFirst()).isEqualTo("credential.tested");
  }

  @Test
  void edit_secretTyped_isARotation() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.service().accepts(Team.SECOND);

    var edited =
        team.olga()
            .patch(
                "/credentials/" + id,
                Map.of(
                    "name", "renamed " + id.substring(20), "fields", Map.of("token", Team.SECOND)))
            .expect(200);

    assertThat(edited.at("/secretVersion")).isEqualTo("2");
    assertThat(edited.at("/rollbackUntil")).isNotEmpty();
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
    assertThat(team.actions(id)).contains("credential.rotated", "credential.updated");
  }

  @Test
  void edit_secretThatFails_changesNothing() {
    String id = Team.credential(team.service()).addBy(team.olga());

    team.olga()
        .patch(
            "/credentials/" + id, Map.of("name", "never", "fields", Map.of("token", "fake-wrong")))
        .expect(422, "verification_failed");

    assertThat(team.olga().get("/credentials/" + id).at("/version")).isEqualTo("1");
    assertThat(team.token(id)).isEqualTo(Team.FIRST);
  }

  @Test
  void edit_scopeNull_isRefusedAndTheTeamKeepsIt() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());

    var answer = team.olga().patch("/credentials/" + id, Collections.singletonMap("scope", null));

    assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly("/scope");
    assertThat(team.olga().get("/credentials/" + id).expect(200).at("/scope"))
        .isEqualTo("workspace");
  }

  @Test
  void ifMatch_stale_isRefused() {
    String id = BadInput.petstore().named("stale").addBy(team.olga());
    team.olga().patch("/credentials/" + id, Map.of("notes", "one")).expect(200);

    var stale =
        team.olga().with("If-Match", "\"1\"").patch("/credentials/" + id, Map.of("notes", "two"));
    team.olga()
        .with("If-Match", "\"1\"")
        .delete("/credentials/" + id)
        .expect(412, "version_conflict");
    for (String malformed :
        List.of(
            "soon", "2", "W/\"2\"", "\"2", "2\"", "\"\"2\"\"", "\"1\", \"2\"", "\"-2\"", "\"\"")) {
      team.olga()
          .with("If-Match", malformed)
          .patch("/credentials/" + id, Map.of("notes", "two"))
          .expect(400, "invalid_request");
    }

    assertThat(stale.expect(412, "version_conflict").at("/version")).isEqualTo("2");
    assertThat(team.olga().get("/credentials/" + id).at("/notes")).isEqualTo("one");
    team.olga()
        .with("If-Match", "\"2\"")
        .patch("/credentials/" + id, Map.of("notes", "two"))
        .expect(200);
  }

  @Test
  void edit_thatLeavesAllAsItWas_isNoChange() {
    String id = BadInput.petstore().named("same").addBy(team.olga());
    var kept = new HashMap<String, Object>();
    kept.put("key", null);

    for (Map<String, Object> same :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("connector", "petstore", "method", "api_key", "name", "same"),
            Map.of("fields", kept, "verify", false),
            Map.of("fields", Map.of("key", ""), "verify", false))) {
      assertThat(team.olga().patch("/credentials/" + id, same).expect(200).at("/version"))
          .isEqualTo("1");
    }

    assertThat(team.actions(id)).containsExactly("credential.created");
  }

  @Test
  void edit_recordsWhatChangedAndNothingElse() {
    String id = BadInput.petstore().named("some").addBy(team.olga());

    team.olga()
        .patch(
            "/credentials/" + id,
            Map.of("name", "some", "notes", "new", "environment", "prod", "expiresAt", LATER))
        .expect(200);

    assertThat(team.lastEvent(id).at("/detail/changed").asString())
        .isEqualTo("environment expiresAt notes");
  }

  @Test
  void preview_changesNothingAndChecksEverything() {
    String id = BadInput.petstore().named("seen").addBy(team.olga());
    String preview = "/credentials/" + id + "?preview=true";

    team.olga().patch(preview, Map.of("scope", "nonsense")).expect(400, "invalid_request");
    team.olga().patch(preview, Map.of("expiresAt", "zzz")).expect(400, "invalid_request");
    team.olga().with("If-Match", "\"7\"").patch(preview, Map.of()).expect(412, "version_conflict");
    assertThat(team.olga().patch(preview, Map.of("notes", "n")).expect(200).json().get("stops"))
        .isEmpty();

    assertThat(team.olga().get("/credentials/" + id).expect(200).at("/version")).isEqualTo("1");
  }

  @Test
  void workspace_withoutItsScope_isRefused() {
    String personal = BadInput.petstore().named("mine alone").addBy(team.olga());
    String everywhere = BadInput.petstore().named("of all").inOrganization().addBy(team.olga());
    var move = Map.of("workspace", team.workspace().toString());

    for (String id : List.of(personal, everywhere)) {
      assertThat(
              team.olga()
                  .patch("/credentials/" + id, move)
                  .expect(400, "invalid_request")
                  .pointers())
          .containsExactly("/workspace");
    }
    assertThat(
            team.olga()
                .post(
                    "/credentials",
                    BadInput.petstore().named("none").with("workspace", "ws_x").body())
                .expect(400, "invalid_request")
                .pointers())
        .containsExactly("/workspace");
  }

  @Test
  void twoManagers_savingAtOnce_oneIsTold() throws Exception {
    String id = BadInput.petstore().named("both").inWorkspace(team.workspace()).addBy(team.olga());
    for (int round = 1; round <= 10; round++) {
      var callers =
          List.of(
              team.olga().with("If-Match", "\"" + round + "\""),
              team.manager().with("If-Match", "\"" + round + "\""));
      var next = new AtomicInteger();
      String notes = "round " + round + " by ";

      var statuses =
          BadInput.twice(
              () -> {
                int n = next.getAndIncrement();
                return callers.get(n).patch("/credentials/" + id, Map.of("notes", notes + n));
              });

      assertThat(statuses).containsExactlyInAnyOrder(200, 412);
    }
  }

  @Test
  void idempotencyKey_repeated_givesTheFirstAnswer() {
    var once = team.olga().with("Idempotency-Key", "key-1");
    var body = BadInput.petstore().named("idempotent").body();

    var first = once.post("/credentials", body).expect(201);
    var again = once.post("/credentials", body).expect(201);

    assertThat(again.json()).isEqualTo(first.json());
    once.post("/credentials", BadInput.petstore().named("another").body())
        .expect(400, "invalid_request");
  }

  @Test
  void idempotencyKey_afterARefusal_mayBeTriedAgain() {
    var once = team.olga().with("Idempotency-Key", "key-3");

    once.post("/credentials", BadInput.petstore().named("a/b").body())
        .expect(400, "invalid_request");

    once.post("/credentials", BadInput.petstore().named("mended").body()).expect(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":5}",
        "{\"notes\":[]}",
        "{\"tags\":[1]}",
        "{\"fields\":\"x\"}",
        "{\"colour\":1}",
        "{\"connector\":\"github\"}",
        "{\"method\":\"basic\"}",
        "{\"rotateEveryDays\":\"x\"}",
        "{\"expiresAt\":5}",
        "{\"name\":\"\"}",
        "{\"name\":null}",
        "{\"verify\":\"no\"}",
        "{\"fields\":{\"ghp_faketoken\":null}}",
        "{\"fields\":{\"ghp_faketoken\":1}}",
        "{\"ghp_faketoken\":null}"
      })
  void patch_badMember_changesNothing(String body) {
    String id = BadInput.petstore().named("patched " + Team.next()).addBy(team.olga());

    var refused = team.olga().patch("/credentials/" + id, body).expect(400, "invalid_request");

    assertThat(refused.text()).doesNotContain("ghp_");
    assertThat(team.olga().get("/credentials/" + id).at("/version")).isEqualTo("1");
  }

  private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
    var fields = new HashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  /** One that may be sent to a second host too, which an edit may take away. */
  private TestCredentials ofTwoHosts() {
    return Team.credential(team.service())
        .field("allowedHosts", List.of(team.service().host(), "other.example.test"));
  }

  private Map<String, Object> narrowed() {
    return fields("token", null, "allowedHosts", List.of(team.service().host()));
  }
}
