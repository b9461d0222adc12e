package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.TestCredentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches a credential: by its scope, by a grant, by their role. */
class SharingIT {
  @RegisterExtension static final Team team = new Team();

  @Test
  void scope_widened_needsTheRightThereAndAFreshSignIn() {
    String id = Team.credential(team.service()).addBy(team.manager());

    team.manager()
        .patch("/credentials/" + id, Map.of("scope", "organization"))
        .expect(403, "forbidden");
    team.ahead(
        Duration.ofMinutes(16),
        () ->
            team.manager()
                .patch(
                    "/credentials/" + id,
                    Map.of("scope", "workspace", "workspace", team.workspace().toString()))
                .expect(403, "fresh_sign_in_required"));
    team.manager()
        .patch(
            "/credentials/" + id,
            Map.of("scope", "workspace", "workspace", team.workspace().toString()))
        .expect(200);

    assertThat(team.editor().get("/credentials/" + id).expect(200).at("/level")).isEqualTo("use");
    assertThat(team.olga().get("/audit?target=" + id).text()).contains("credential.scope_changed");
  }

  @Test
  void share_byAKeyLimitedToWorkspaces_staysWithinThem() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.manager());
    var other = team.server().people().workspace("Elsewhere " + id);
    var key =
        team.olga()
            .withKey(
                Map.of(
                    "name", "limited",
                    "scopes", List.of("credentials:read", "credentials:write"),
                    "workspaces", List.of(team.workspace().toString())));

    key.put("/credentials/" + id + "/grants/" + other, Map.of("level", "manage"))
        .expect(403, "forbidden");
    key.put("/credentials/" + id + "/grants/" + team.eli().id(), Map.of("level", "manage"))
        .expect(403, "forbidden");
    key.put("/credentials/" + id + "/grants/" + team.workspace(), Map.of("level", "view"))
        .expect(204);

    assertThat(team.olga().get("/credentials/" + id + "/grants").expect(200).items()).hasSize(1);
  }

  @Test
  void scope_widenedByAKey_isRefusedAndChangesNothing() {
    String id = Team.credential(team.service()).addBy(team.manager());
    var key = team.manager().withKey("credentials:write", "credentials:read");

    key.patch(
            "/credentials/" + id,
            Map.of(
                "scope", "workspace", "workspace", team.workspace().toString(), "notes", "for all"))
        .expect(403, "fresh_sign_in_required");

    var unchanged = team.manager().get("/credentials/" + id).expect(200);
    assertThat(unchanged.at("/scope")).isEqualTo("personal");
    assertThat(unchanged.at("/notes")).isEmpty();
    assertThat(unchanged.at("/version")).isEqualTo("1");
    team.editor().get("/credentials/" + id).expect(404, "credential_not_found");
  }

  @Test
  void scope_madePersonal_onlyByItsOwner() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());

    team.manager()
        .patch("/credentials/" + id, Map.of("scope", "personal"))
        .expect(403, "forbidden");
    assertThat(team.lastEvent(id).path("action").asString()).isEqualTo("credential.refused");
    assertThat(team.lastEvent(id).at("/detail/wanted").asString()).isEqualTo("edit");
    team.olga().patch("/credentials/" + id, Map.of("scope", "personal")).expect(200);

    team.editor().get("/credentials/" + id).expect(404, "credential_not_found");
  }

  @Test
  void scope_ofAnotherWorkspace_isNoneOfTheEditors() {
    var other = team.server().people().workspace("Elsewhere " + Team.next());
    String id = Team.credential(team.service()).inWorkspace(other).addBy(team.olga());

    team.editor().get("/credentials/" + id).expect(404, "credential_not_found");
    team.editor().post("/credentials/" + id + "/test").expect(404, "credential_not_found");
    team.manager()
        .patch("/credentials/" + id, Map.of("notes", "x"))
        .expect(404, "credential_not_found");
  }

  @Test
  void editor_addsOwnOnesOnly() {
    Team.credential(team.service()).addBy(team.editor());

    team.editor()
        .post("/credentials", Team.credential(team.service()).inWorkspace(team.workspace()).body())
        .expect(403, "forbidden");
    team.editor()
        .post("/credentials", Team.credential(team.service()).inOrganization().body())
        .expect(403, "forbidden");
  }

  @Test
  void grant_givenAndTaken_changesAccessAtOnce() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.editor().get("/credentials/" + id).expect(404, "credential_not_found");

    team.olga()
        .put("/credentials/" + id + "/grants/" + team.eli().id(), Map.of("level", "use"))
        .expect(204);
    var used = team.editor().get("/credentials/" + id).expect(200);
    team.olga()
        .put("/credentials/" + id + "/grants/" + team.eli().id(), Map.of("level", "view"))
        .expect(204);
    var viewed = team.editor().get("/credentials/" + id).expect(200);
    team.olga()
        .put("/credentials/" + id + "/grants/" + team.eli().id(), Map.of("level", "manage"))
        .expect(204);
    team.editor().patch("/credentials/" + id, Map.of("notes", "mine too")).expect(200);
    team.olga().delete("/credentials/" + id + "/grants/" + team.eli().id()).expect(204);

    assertThat(used.at("/level")).isEqualTo("use");
    assertThat(used.json().path("fields").isNull()).isTrue();
    assertThat(viewed.at("/fields/baseUrl")).isNotEmpty();
    assertThat(viewed.at("/shared")).isEqualTo("true");
    team.editor().get("/credentials/" + id).expect(404, "credential_not_found");
  }

  @Test
  void answer_belowView_holdsNoIdentityAndNoFields() {
    String id =
        TestCredentials.petstore()
            .named("known account " + Team.next())
            .field("key", team.server().practiceKey())
            .verified()
            .inWorkspace(team.workspace())
            .addBy(team.olga());
    String identity = team.olga().get("/credentials/" + id).expect(200).at("/identity");

    var one = team.editor().get("/credentials/" + id).expect(200);
    var listed = team.editor().get("/credentials?q=known").expect(200);

    assertThat(identity).isEqualTo("Petstore practice account");
    assertThat(one.at("/level")).isEqualTo("use");
    assertThat(one.json().path("identity").isNull()).isTrue();
    assertThat(one.json().path("fields").isNull()).isTrue();
    assertThat(one.json().path("secrets").isEmpty()).isTrue();
    assertThat(listed.items()).hasSize(1);
    assertThat(one.text() + listed.text()).doesNotContain(identity);
    team.editor().get("/credentials/" + id + "/versions").expect(403, "forbidden");
  }

  @Test
  void explain_saysWhy_fromTheFunctionThatDecides() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());

    var may =
        team.olga().get("/credentials/" + id + "/explain?person=" + team.eli().id()).expect(200);
    var own = team.editor().get("/credentials/" + id + "/explain").expect(200);

    assertThat(may.at("/allowed")).isEqualTo("true");
    assertThat(may.at("/level")).isEqualTo("use");
    assertThat(own.json()).isEqualTo(may.json());
    team.editor()
        .get("/credentials/" + id + "/explain?person=" + team.mia().id())
        .expect(403, "forbidden");
  }

  @Test
  void explain_ofAKey_saysWhatItsScopesAndItsPersonGive() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());
    String olgas = keyOf(team.olga(), "runtime:resolve", "runtime:call");
    String editors = keyOf(team.editor(), "runtime:call");
    String readers = keyOf(team.editor(), "credentials:read");
    String explain = "/credentials/" + id + "/explain?key=";

    var resolves = team.olga().get(explain + olgas).expect(200);
    var calls = team.olga().get(explain + editors).expect(200);
    var reads = team.editor().get(explain + readers).expect(200);

    assertThat(resolves.at("/allowed")).isEqualTo("true");
    assertThat(resolves.at("/reasons/0")).startsWith("The API key can resolve it.");
    assertThat(resolves.at("/reasons/1")).contains("through the proxy");
    assertThat(calls.at("/allowed")).isEqualTo("true");
    assertThat(calls.at("/level")).isEqualTo("use");
    assertThat(reads.at("/allowed")).isEqualTo("false");
    assertThat(reads.at("/reasons/0")).contains("neither the scope runtime:call");
    team.editor().get(explain + olgas).expect(403, "forbidden");
    team.olga().delete("/api-keys/" + editors).expect(204);
    assertThat(team.olga().get(explain + editors).expect(200).at("/codes/0"))
        .isEqualTo("key_revoked");
  }

  @Test
  void explain_whatItCannot_isSaid() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());
    String explain = "/credentials/" + id + "/explain?";

    team.olga()
        .get(explain + "flow=flow_01m7xt1szdej6vbnnhkqpvk8dq")
        .expect(400, "invalid_request");
    team.olga().get(explain + "key=nonsense").expect(400, "invalid_request");
    team.olga()
        .get(explain + "person=" + team.eli().id() + "&key=key_01m7xt1szdej6vbnnhkqpvk8dq")
        .expect(400, "invalid_request");
    team.olga().get(explain + "key=key_01m7xt1szdej6vbnnhkqpvk8dq").expect(404, "not_found");
  }

  private static String keyOf(Api person, String... scopes) {
    return person
        .post("/api-keys", Map.of("name", "explained " + Team.next(), "scopes", List.of(scopes)))
        .expect(201)
        .at("/id");
  }

  @Test
  void leaver_personalCredentials_areDeactivatedAndOffBoarded() {
    var lea = team.server().people().add("lea", team.workspace(), WorkspaceRole.EDITOR);
    var leas = team.server().api().signIn(lea.email());
    String id = Team.credential(team.service()).addBy(leas);
    team.olga()
        .put("/credentials/" + id + "/grants/" + team.workspace(), Map.of("level", "use"))
        .expect(403);

    team.server().people().activate(lea, false);

    leas.get("/credentials").expect(401, "unauthenticated");
    var seen = team.olga().get("/credentials/" + id).expect(200);
    assertThat(seen.at("/status")).isEqualTo("deactivated");
    assertThat(seen.at("/level")).isEqualTo("see");
    team.olga().post("/credentials/" + id + "/test").expect(403, "forbidden");
    team.olga().delete("/credentials/" + id).expect(204);
  }

  @Test
  void change_thatIsRefused_isOnTheRecordWithWhatWasWanted() {
    String id = Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());

    team.editor().patch("/credentials/" + id, Map.of("notes", "x")).expect(403, "forbidden");
    team.editor().post("/credentials/" + id + "/rotate", Map.of("fields", Map.of())).expect(403);
    team.editor().delete("/credentials/" + id).expect(403, "forbidden");

    var refused =
        team.olga().get("/credentials/" + id + "/audit").expect(200).items().stream()
            .filter(event -> event.at("/action").asString().equals("credential.refused"))
            .toList();
    assertThat(refused)
        .extracting(event -> event.at("/detail/wanted").asString())
        .containsExactly("delete", "rotate", "edit");
    assertThat(refused).allMatch(event -> event.at("/reason").asString().equals("not_permitted"));
  }

  @Test
  void auditor_readsMetadataAndTheRecord_andUsesNothing() {
    var auditor =
        team.server()
            .api()
            .signIn(team.server().people().add("ada", OrganizationRole.AUDITOR).email());
    String id = Team.credential(team.service()).inOrganization().addBy(team.olga());

    assertThat(auditor.get("/credentials/" + id).expect(200).at("/level")).isEqualTo("see");
    auditor.get("/audit").expect(200);
    for (String tab : List.of("/audit", "/versions", "/usage", "/flows")) {
      auditor.get("/credentials/" + id + tab).expect(200);
    }
    auditor.get("/credentials/" + id + "/grants").expect(403, "forbidden");
    assertThat(auditor.get("/credentials/" + id).at("/fields")).isEmpty();
    auditor.post("/credentials/" + id + "/test").expect(403, "forbidden");
    auditor.post("/credentials", Team.credential(team.service()).body()).expect(403, "forbidden");
    team.editor().get("/audit").expect(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"level\":\"see\"}",
        "{\"level\":\"none\"}",
        "{\"level\":5}",
        "{\"level\":\"use\",\"x\":1}"
      })
  void grant_badLevel_isRefused(String body) {
    String id = BadInput.petstore().named("granted " + Team.next()).addBy(team.olga());

    team.olga()
        .put("/credentials/" + id + "/grants/" + team.workspace(), body)
        .expect(400, "invalid_request");
  }

  @Test
  void grant_toNobody_isRefused() {
    String id = BadInput.petstore().named("granted " + Team.next()).addBy(team.olga());

    team.olga()
        .put("/credentials/" + id + "/grants/nonsense", Map.of("level", "use"))
        .expect(400, "invalid_request");
    team.olga()
        .put(
            "/credentials/" + id + "/grants/usr_01m7xt1szdej6vbnnhkqpvk8dq", Map.of("level", "use"))
        .expect(404, "not_found");
    team.olga()
        .delete("/credentials/" + id + "/grants/" + team.workspace())
        .expect(404, "not_found");
  }
}
