package io.mortise.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.credentials.CredentialUses;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An API key is shown with its uses, renamed and narrowed. */
class ApiKeyChangeIT {
  private static TestServer server;
  private static DialectServer service;
  private static WorkspaceId sales;
  private static WorkspaceId support;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    service = DialectServer.start();
    olga = server.api().setUp();
    sales = server.people().defaultWorkspace();
    support = server.people().workspace("Support");
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  @Test
  void key_used_showsItsUsesOf30DaysAndItsLastUse() {
    String id = TestCredentials.http(service).named("used by a key").addBy(olga);
    var made = made("scopes", List.of("runtime:resolve"));
    var key = olga.byToken(made.at("/token"));
    var unused = olga.get(path(made)).expect(200);
    assertThat(unused.json().has("lastUse")).isFalse();
    assertThat(unused.at("/uses")).isEqualTo("0");

    key.resolve(id).expect(200);
    key.resolve(id).expect(200);
    server.bean(CredentialUses.class).write();
    server.bean(ApiKeys.class).writeLastUses();

    var shown = olga.get(path(made)).expect(200);
    assertThat(shown.at("/uses")).isEqualTo("2");
    assertThat(shown.at("/lastUsedAt")).isNotEmpty();
    assertThat(shown.at("/lastUse/outcome")).isEqualTo("ok");
    assertThat(shown.at("/lastUse/credential/id")).isEqualTo(id);
    assertThat(shown.at("/lastUse/credential/name")).isEqualTo("used by a key");
    assertThat(listed(made).path("uses").asLong()).isEqualTo(2);
    assertThat(listed(made).has("lastUse")).isFalse();
    server.at(
        Duration.ofDays(30),
        () -> {
          var later = server.api().signIn(Api.OWNER_EMAIL);
          assertThat(later.get(path(made)).expect(200).at("/uses")).isEqualTo("0");
        });
  }

  @Test
  void key_refused_showsTheReasonOfItsLastUse() {
    String id = TestCredentials.http(service).named("revoked for a key").addBy(olga);
    var made = made("scopes", List.of("runtime:resolve"));
    var key = olga.byToken(made.at("/token"));
    key.resolve(id).expect(200);
    olga.post("/credentials/" + id + "/revoke").expect(200);

    key.resolve(id).expect(410);

    var shown = olga.get(path(made)).expect(200);
    assertThat(shown.at("/lastUse/outcome")).isEqualTo("refused");
    assertThat(shown.at("/lastUse/reason")).isNotEmpty();
    assertThat(shown.at("/lastUse/credential/id")).isEqualTo(id);
  }

  @Test
  void key_toldThatACredentialIsAbsent_isNotShownItsName() {
    var editor = signedIn("Eva");
    String id = TestCredentials.http(service).named("of support").inWorkspace(support).addBy(olga);
    var body = Map.of("name", "caller", "scopes", List.of("runtime:call"));
    var made = editor.post("/api-keys", body).expect(201);
    editor.byToken(made.at("/token")).get("/runtime/v1/proxy/" + id + "/x").expect(404);

    var shown = editor.get(path(made)).expect(200);
    var toOwner = olga.get(path(made)).expect(200);

    assertThat(shown.at("/lastUse/outcome")).isEqualTo("refused");
    assertThat(shown.json().at("/lastUse/credential").isNull()).isTrue();
    assertThat(shown.text()).doesNotContain("of support");
    assertThat(toOwner.at("/lastUse/credential/name")).isEqualTo("of support");
  }

  @Test
  void key_ofAnother_isAbsentToMembersAndNarrowedByAdmins() {
    var editor = signedIn("Eli");
    var admin = server.api().signIn(server.people().add("Ann", OrganizationRole.ADMIN).email());
    var made = made("scopes", List.of("runtime:call"));

    editor.get(path(made)).expect(404, "not_found");
    editor.patch(path(made), Map.of("name", "mine")).expect(404, "not_found");
    admin.get(path(made)).expect(200);
    admin.patch(path(made), Map.of("workspaces", List.of(sales.toString()))).expect(200);

    assertThat(olga.get(path(made)).at("/workspaces/0/id")).isEqualTo(sales.toString());
  }

  @Test
  void key_narrowed_isRefusedElsewhereAtOnceOnEveryServer() {
    String elsewhere =
        TestCredentials.http(service).named("narrowed away").inWorkspace(support).addBy(olga);
    var made = made("scopes", List.of("runtime:resolve"));
    var key = olga.byToken(made.at("/token"));
    try (var second = server.second()) {
      key.resolve(elsewhere).expect(200);
      key.at(second).resolve(elsewhere).expect(200);

      var changed =
          olga.patch(path(made), Map.of("workspaces", List.of(sales.toString()))).expect(200);

      key.at(second).resolve(elsewhere).expect(404, "credential_not_found");
      key.resolve(elsewhere).expect(404, "credential_not_found");
      assertThat(changed.at("/version")).isEqualTo("2");
      assertThat(changed.at("/workspaces/0/name")).isEqualTo("Default");
    }
  }

  @Test
  void key_givenAnEarlierEnd_endsThenOnEveryServer() {
    String id = TestCredentials.http(service).named("until soon").addBy(olga);
    var made = made("scopes", List.of("runtime:resolve"), "expiresAt", "2099-01-01T00:00:00Z");
    var key = olga.byToken(made.at("/token"));
    key.resolve(id).expect(200);
    var soon = server.clock().instant().plus(Duration.ofMinutes(5)).toString();

    olga.patch(path(made), Map.of("expiresAt", soon)).expect(200);

    key.resolve(id).expect(200);
    server.at(Duration.ofMinutes(5), () -> key.resolve(id).expect(401, "unauthenticated"));
  }

  @Test
  void key_renamed_keepsItsLimits() {
    String flow = TypedId.format("flow", UUID.randomUUID());
    var made =
        made(
            "scopes",
            List.of("runtime:call"),
            "workspaces",
            List.of(sales.toString()),
            "flows",
            List.of(flow),
            "expiresAt",
            "2099-01-01T00:00:00Z");

    var changed = olga.patch(path(made), Map.of("name", "  renamed ")).expect(200);

    assertThat(changed.at("/name")).isEqualTo("renamed");
    assertThat(changed.at("/workspaces/0/id")).isEqualTo(sales.toString());
    assertThat(changed.at("/flows/0")).isEqualTo(flow);
    assertThat(changed.at("/expiresAt")).isEqualTo("2099-01-01T00:00:00Z");
    assertThat(listed(made).path("name").asString()).isEqualTo("renamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/expiresAt null",
        "/expiresAt \"2099-01-01T00:00:01Z\"",
        "/expiresAt \"2001-01-01T00:00:00Z\"",
        "/expiresAt \"tomorrow\"",
        "/expiresAt 5",
        "/workspaces null",
        "/workspaces []",
        "/workspaces [\"SUPPORT\"]",
        "/workspaces [\"SALES\",\"SUPPORT\"]",
        "/workspaces [\"nowhere\"]",
        "/workspaces [null]",
        "/workspaces \"SALES\"",
        "/flows null",
        "/flows []",
        "/flows [\"flow_01m7xt1szdej6vbnnhkqpvk8dq\"]",
        "/name null",
        "/name \"\"",
        "/name \"a/b\"",
        "/name 5",
        "/scopes [\"runtime:resolve\"]"
      })
  void change_thatWouldWidenAKeyOrIsNone_isRefusedWithItsPointer(String change) {
    String[] parts = change.split(" ", 2);
    String value =
        parts[1].replace("SALES", sales.toString()).replace("SUPPORT", support.toString());
    var made =
        made(
            "scopes",
            List.of("runtime:call"),
            "workspaces",
            List.of(sales.toString()),
            "flows",
            List.of(TypedId.format("flow", UUID.randomUUID())),
            "expiresAt",
            "2099-01-01T00:00:00Z");
    var before = listed(made);

    var answer =
        olga.patch(path(made), "{\"%s\":%s}".formatted(parts[0].substring(1), value))
            .expect(400, "invalid_request");

    assertThat(answer.pointers()).containsExactly(parts[0]);
    assertThat(listed(made)).isEqualTo(before);
  }

  @Test
  void change_nullWhereThereIsNoLimit_isTaken() {
    var made = made("scopes", List.of("runtime:call"));
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("workspaces", null);
    body.put("flows", null);
    body.put("expiresAt", null);

    var changed = olga.patch(path(made), body).expect(200);

    assertThat(changed.at("/workspaces")).isEmpty();
    assertThat(changed.at("/expiresAt")).isEmpty();
  }

  @Test
  void change_toAWorkspaceThatDoesNotExist_isRefused() {
    var made = made("scopes", List.of("runtime:call"));

    var answer =
        olga.patch(path(made), Map.of("workspaces", List.of("ws_01m7xt1szdej6vbnnhkqpvk8dq")))
            .expect(400, "invalid_request");

    assertThat(answer.pointers()).containsExactly("/workspaces");
  }

  @Test
  void change_underAnotherVersion_isRefusedWithTheOneNow() {
    var made = made("scopes", List.of("runtime:call"));

    var refused = olga.with("If-Match", "\"2\"").patch(path(made), Map.of("name", "late"));
    var taken = olga.with("If-Match", "\"1\"").patch(path(made), Map.of("name", "in time"));

    assertThat(refused.expect(412, "version_conflict").at("/version")).isEqualTo("1");
    assertThat(taken.expect(200).at("/version")).isEqualTo("2");
  }

  @Test
  void rotate_underAnotherVersion_isRefusedAndTheTokenStays() {
    var made = made("scopes", List.of("runtime:call"));
    olga.patch(path(made), Map.of("name", "renamed")).expect(200);

    var refused = olga.with("If-Match", "\"1\"").post(path(made) + "/rotate");

    assertThat(refused.expect(412, "version_conflict").at("/version")).isEqualTo("2");
    assertThat(listed(made).path("prefix").asString()).isEqualTo(made.at("/prefix"));
    olga.with("If-Match", "\"2\"").post(path(made) + "/rotate").expect(201);
  }

  private static Answer made(Object... members) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", "changed");
    var pairs = Arrays.asList(members);
    for (int i = 0; i < pairs.size(); i += 2) {
      body.put(pairs.get(i).toString(), pairs.get(i + 1));
    }
    return olga.post("/api-keys", body).expect(201);
  }

  private static Api signedIn(String name) {
    return server.api().signIn(server.people().add(name, sales, WorkspaceRole.EDITOR).email());
  }

  private static JsonNode listed(Answer made) {
    return olga.get("/api-keys?limit=200").expect(200).items().stream()
        .filter(key -> key.path("id").asString().equals(made.at("/id")))
        .findFirst()
        .orElseThrow();
  }

  private static String path(Answer made) {
    return "/api-keys/" + made.at("/id");
  }
}
