package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why an API key, or a person, may or may not use a credential, and what to do about it. */
class ExplainKeyIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void key_thatResolves_isAllowed() {
    var explained = explain(inWorkspace(), key(team.olga(), Map.of(), "runtime:resolve"));

    assertThat(explained.at("/allowed")).isEqualTo("true");
    assertThat(explained.at("/level")).isEqualTo("manage");
    assertThat(codes(explained)).containsExactly("may_resolve", "may_call");
    assertThat(reasons(explained).getFirst()).contains("can resolve");
  }

  @Test
  void key_withoutTheScopeToResolve_isToldWhichOneItLacks() {
    var calls = explain(inWorkspace(), key(team.olga(), Map.of(), "runtime:call"));
    var reads = explain(inWorkspace(), key(team.olga(), Map.of(), "credentials:read"));

    assertThat(calls.at("/allowed")).isEqualTo("true");
    assertThat(codes(calls)).containsExactly("scope_missing", "may_call");
    assertThat(reasons(calls).getFirst()).contains("lacks the scope runtime:resolve");
    assertThat(reads.at("/allowed")).isEqualTo("false");
    assertThat(codes(reads)).containsExactly("scope_missing");
    assertThat(reasons(reads).getFirst())
        .contains("runtime:call")
        .contains("runtime:resolve")
        .contains("Create a key");
  }

  @Test
  void key_ofSomebodyElse_doesNotReachAPersonalCredential() {
    String personal = Team.credential(service).with("scope", "personal").addBy(team.olga());

    var explained = explain(personal, key(team.editor(), Map.of(), "runtime:call"));

    assertThat(explained.at("/allowed")).isEqualTo("false");
    assertThat(codes(explained)).containsExactly("personal_credential");
    assertThat(reasons(explained).getFirst()).contains("Olga").contains("Change its scope");
  }

  @Test
  void key_limitedToWorkspaces_doesNotReachThePersonalOneOfItsOwnPerson() {
    String personal = Team.credential(service).with("scope", "personal").addBy(team.olga());
    var limited = Map.<String, Object>of("workspaces", List.of(team.workspace().toString()));

    var explained = explain(personal, key(team.olga(), limited, "runtime:resolve"));

    assertThat(codes(explained)).containsExactly("personal_credential");
    assertThat(reasons(explained).getFirst()).contains("limited to workspaces");
  }

  @Test
  void key_ofAnotherWorkspace_isToldWhereTheCredentialIs() {
    var sales = team.server().people().workspace("Sales " + Team.next());
    String id = Team.credential(service).inWorkspace(sales).addBy(team.olga());
    var limited = Map.<String, Object>of("workspaces", List.of(team.workspace().toString()));

    var byKey = explain(id, key(team.olga(), limited, "runtime:resolve"));
    var byPerson = explain(id, key(team.editor(), Map.of(), "runtime:call"));

    assertThat(codes(byKey)).containsExactly("key_limited_to_workspaces");
    assertThat(reasons(byKey).getFirst()).contains("Sales").contains("Share the credential");
    assertThat(codes(byPerson)).containsExactly("other_workspace");
    assertThat(reasons(byPerson).getFirst()).contains("eli").contains("Sales");
  }

  @Test
  void key_whosePersonOnlyUses_doesNotResolve() {
    String id = inWorkspace();
    team.olga().put("/credentials/" + id + "/grants/" + team.eli().id(), Map.of("level", "use"));
    var manages = key(team.manager(), Map.of(), "runtime:resolve");
    String organization = Team.credential(service).inOrganization().addBy(team.olga());

    var explained = explain(organization, manages);

    assertThat(explained.at("/allowed")).isEqualTo("true");
    assertThat(codes(explained)).containsExactly("level_too_low", "may_call");
    assertThat(reasons(explained).getFirst()).contains("manage").contains("through the proxy");
  }

  @Test
  void key_thatEnded_isToldSo() {
    String id = inWorkspace();
    String revoked = key(team.olga(), Map.of(), "runtime:resolve");
    team.olga().delete("/api-keys/" + revoked).expect(204);
    var soon = team.server().clock().instant().plus(Duration.ofHours(1)).toString();
    String expired = key(team.olga(), Map.of("expiresAt", soon), "runtime:resolve");

    assertThat(codes(explain(id, revoked))).containsExactly("key_revoked");
    assertThat(explain(id, revoked).at("/allowed")).isEqualTo("false");
    team.ahead(
        Duration.ofHours(2),
        () -> {
          assertThat(codes(explain(id, expired))).containsExactly("key_expired");
          assertThat(reasons(explain(id, expired)).getFirst()).contains("Create a new key");
        });
  }

  @Test
  void key_limitedToFlows_isToldToNameOne() {
    var limited = Map.<String, Object>of("flows", List.of("flow_01m7xt1szdej6vbnnhkqpvk8dq"));

    var explained = explain(inWorkspace(), key(team.olga(), limited, "runtime:resolve"));

    assertThat(codes(explained)).contains("key_limited_to_flows");
  }

  @Test
  void status_thatRefusesEveryUse_isTheReason() {
    String id = inWorkspace();
    String key = key(team.olga(), Map.of(), "runtime:resolve");
    team.olga().post("/credentials/" + id + "/revoke").expect(200);

    var byKey = explain(id, key);
    var byPerson = team.olga().get("/credentials/" + id + "/explain").expect(200);

    assertThat(byKey.at("/allowed")).isEqualTo("false");
    assertThat(codes(byKey)).contains("credential_revoked");
    assertThat(reasons(byKey).getLast()).contains("Revoked by Olga").contains("Restore it");
    assertThat(byPerson.at("/allowed")).isEqualTo("false");
    assertThat(codes(byPerson)).contains("credential_revoked");
  }

  @Test
  void person_hasCodesToo() {
    String id = inWorkspace();
    String explain = "/credentials/" + id + "/explain?person=";
    var sam = team.server().people().add("sam", OrganizationRole.MEMBER);

    assertThat(codes(team.olga().get(explain + team.eli().id()).expect(200)))
        .containsExactly("may_use");
    var stranger = team.olga().get(explain + sam.id()).expect(200);
    assertThat(codes(stranger)).containsExactly("other_workspace");
    assertThat(reasons(stranger).getFirst()).contains("sam").contains("Share the credential");
  }

  @Test
  void key_ofAnotherOrganization_isNotThere() {
    team.olga()
        .get("/credentials/" + inWorkspace() + "/explain?key=key_01m7xt1szdej6vbnnhkqpvk8dq")
        .expect(404, "not_found");
  }

  /** Those who may not ask about others do not learn which of them exist. */
  @ParameterizedTest
  @ValueSource(
      strings = {"key=key_01m7xt1szdej6vbnnhkqpvk8dq", "person=usr_01m7xt1szdej6vbnnhkqpvk8dq"})
  void somebodyUnknown_askedAboutWithoutTheRight_isRefusedLikeAnybody(String asked) {
    String id = inWorkspace();
    String personal = Team.credential(service).addBy(team.olga());

    team.editor().get("/credentials/" + id + "/explain?" + asked).expect(403, "forbidden");
    team.editor()
        .get("/credentials/" + personal + "/explain?" + asked)
        .expect(404, "credential_not_found");
  }

  private static String inWorkspace() {
    return Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga());
  }

  private static String key(Api person, Map<String, Object> more, String... scopes) {
    var body = new LinkedHashMap<>(more);
    body.put("name", "explained " + Team.next());
    body.put("scopes", List.of(scopes));
    return person.post("/api-keys", body).expect(201).at("/id");
  }

  private static Answer explain(String credential, String key) {
    return team.olga().get("/credentials/" + credential + "/explain?key=" + key).expect(200);
  }

  private static List<String> codes(Answer explained) {
    return explained.json().path("codes").valueStream().map(code -> code.asString()).toList();
  }

  private static List<String> reasons(Answer explained) {
    return explained.json().path("reasons").valueStream().map(each -> each.asString()).toList();
  }
}
