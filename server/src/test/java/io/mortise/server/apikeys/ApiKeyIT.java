package io.mortise.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API key may do, and until when. */
class ApiKeyIT {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static WorkspaceId sales;
  private static WorkspaceId support;
  private static DialectServer service;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    sales = server.people().defaultWorkspace();
    support = server.people().workspace("Support");
    service = DialectServer.start();
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  @Test
  void apiKey_thatIsNone_isRefused() {
    for (String token : List.of("", "mrt_", "mrt_nonsense", "nonsense", "mrt_" + "A".repeat(500))) {
      server.api().byToken(token).get("/credentials").expect(401, "unauthenticated");
      server.api().byToken(token).resolve("x").expect(401, "unauthenticated");
    }
    server
        .api()
        .with("Authorization", "Basic b2xnYTp4")
        .get("/credentials")
        .expect(401, "unauthenticated");
  }

  @Test
  void apiKey_limitedToFlows_saysSoAndIsRevokedAtTheVersionSeenOnly() {
    String flow = TypedId.format("flow", UUID.randomUUID());
    var made =
        olga.post(
                "/api-keys",
                Map.of("name", "nightly", "scopes", List.of("flows:run"), "flows", List.of(flow)))
            .expect(201);
    String id = made.at("/id");

    var seen =
        olga.get("/api-keys").items().stream()
            .filter(key -> key.path("id").asString().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(seen.path("flows").path(0).asString()).isEqualTo(flow);
    assertThat(seen.path("version").asLong()).isEqualTo(1);
    olga.with("If-Match", "\"2\"").delete("/api-keys/" + id).expect(412, "version_conflict");
    olga.with("If-Match", "\"1\"").delete("/api-keys/" + id).expect(204);
  }

  @Test
  void apiKey_revoked_isRefusedEverywhere() {
    String id = BadInput.petstore().named("revoked key").addBy(olga);
    var made =
        olga.post(
            "/api-keys",
            Map.of("name", "r", "scopes", List.of("runtime:resolve", "credentials:read")));
    var key = server.api().byToken(made.expect(201).at("/token"));
    String token = key.resolve(id).expect(200).at("/tokenId");

    olga.delete("/api-keys/" + made.at("/id")).expect(204);

    key.get("/credentials").expect(401, "unauthenticated");
    key.resolve(id).expect(401, "unauthenticated");
    key.get("/runtime/v1/proxy/" + id + "/v1/pets").expect(401, "unauthenticated");
    key.post(
            "/runtime/v1/credentials/" + id + "/outcome",
            Map.of("tokenId", token, "outcome", "refused"))
        .expect(401, "unauthenticated");
  }

  @Test
  void apiKey_revokedMomentsAgo_reportsNoOutcome() {
    String id = BadInput.petstore().named("revoked before its outcome").addBy(olga);
    var made =
        olga.post("/api-keys", Map.of("name", "o", "scopes", List.of("runtime:resolve")))
            .expect(201);
    var key = server.api().byToken(made.at("/token"));
    String token = key.resolve(id).expect(200).at("/tokenId");

    olga.delete("/api-keys/" + made.at("/id")).expect(204);

    // The first request after the end: no other one has made the server forget the key.
    key.post(
            "/runtime/v1/credentials/" + id + "/outcome",
            Map.of("tokenId", token, "outcome", "refused"))
        .expect(401, "unauthenticated");
  }

  @Test
  void apiKey_revoked_isKnownToWhoAmISecondsLongerAtTheMost() {
    var made =
        olga.post("/api-keys", Map.of("name", "ci", "scopes", List.of("runtime:call"))).expect(201);
    var key = olga.byToken(made.at("/token"));
    key.get("/runtime/v1/whoami").expect(200);

    olga.delete("/api-keys/" + made.at("/id")).expect(204);

    server.at(
        Duration.ofSeconds(6), () -> key.get("/runtime/v1/whoami").expect(401, "unauthenticated"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER  "})
  void apiKey_schemeInAnyCase_isTaken(String scheme) {
    String token = olga.withKey("runtime:call").header("Authorization").substring(7);

    server.api().with("Authorization", scheme + token).get("/runtime/v1/whoami").expect(200);
  }

  @Test
  void apiKey_expired_isRefused() {
    String id = BadInput.petstore().named("expired key").addBy(olga);
    var inAnHour = server.clock().instant().plus(Duration.ofHours(1));
    var key =
        olga.withKey(
            Map.of(
                "scopes",
                List.of("runtime:resolve", "credentials:read"),
                "expiresAt",
                inAnHour.toString()));
    key.resolve(id).expect(200);

    server.at(
        Duration.ofHours(2),
        () -> {
          key.resolve(id).expect(401, "unauthenticated");
          key.get("/credentials").expect(401, "unauthenticated");
        });
  }

  @Test
  void apiKey_ofAnotherOrganization_seesNothing() {
    String id = BadInput.petstore().named("ours").inOrganization().addBy(olga);
    var globex = server.people().organization("Globex");
    var gus =
        server.api().signIn(server.people().add(globex, "gus", OrganizationRole.OWNER).email());
    var key = gus.withKey("runtime:resolve", "credentials:read", "credentials:write", "audit:read");

    key.resolve(id).expect(404, "credential_not_found");
    key.get("/credentials/" + id).expect(404, "credential_not_found");
    key.patch("/credentials/" + id, Map.of("notes", "theirs")).expect(404, "credential_not_found");
    key.post("/credentials/" + id + "/revoke").expect(404, "credential_not_found");
    assertThat(key.get("/credentials").expect(200).items()).isEmpty();
    assertThat(key.get("/audit").expect(200).text()).doesNotContain("Acme").doesNotContain("Olga");
  }

  @Test
  void apiKey_ofEveryScope_touchesNoAccount() {
    var everything = Arrays.stream(ApiKeyScope.values()).map(ApiKeyScope::wire).toList();
    var made = olga.post("/api-keys", Map.of("name", "all", "scopes", everything)).expect(201);
    var key = server.api().byToken(made.at("/token"));
    String session = olga.get("/me/sessions").expect(200).items().getFirst().at("/id").asString();
    var before = olga.get("/api-keys").expect(200).json();

    key.post("/api-keys", Map.of("name", "more", "scopes", everything)).expect(403, "forbidden");
    key.get("/api-keys").expect(403, "forbidden");
    key.get("/api-keys/" + made.at("/id")).expect(403, "forbidden");
    key.patch("/api-keys/" + made.at("/id"), Map.of("name", "x")).expect(403, "forbidden");
    key.post("/api-keys/" + made.at("/id") + "/rotate").expect(403, "forbidden");
    key.delete("/api-keys/" + made.at("/id")).expect(403, "forbidden");
    key.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(403, "forbidden");
    key.put("/me/password", Map.of("password", Api.PASSWORD, "newPassword", "another fake one"))
        .expect(403, "forbidden");
    key.delete("/session").expect(403, "forbidden");
    key.get("/me/sessions").expect(403, "forbidden");
    key.delete("/me/sessions/" + session).expect(403, "forbidden");
    key.delete("/me/sessions").expect(403, "forbidden");

    assertThat(olga.get("/api-keys").expect(200).json()).isEqualTo(before);
    key.get("/credentials").expect(200);
  }

  @Test
  void apiKey_limitedToAWorkspace_knowsOfNoOther() {
    String elsewhere = http().inWorkspace(support).addBy(olga);
    String here = http().inWorkspace(sales).addBy(olga);
    var everything = Arrays.stream(ApiKeyScope.values()).map(ApiKeyScope::wire).toList();
    var key = olga.withKey(Map.of("scopes", everything, "workspaces", List.of(sales.toString())));

    var me = key.get("/me").expect(200);
    var workspaces = key.get("/workspaces").expect(200);

    assertThat(me.json().path("permissions").toString())
        .isEqualTo("[\"credentials:create_workspace\"]");
    assertThat(me.text()).contains(sales.toString()).doesNotContain(support.toString());
    assertThat(workspaces.text()).contains(sales.toString()).doesNotContain(support.toString());
    for (String path : List.of("/audit", "/audit/export", "/audit/checkpoints")) {
      key.get(path).expect(403, "forbidden");
    }
    key.post("/audit/verify").expect(403, "forbidden");
    key.get("/credentials/" + here + "/audit").expect(200);
    key.get("/credentials/" + elsewhere + "/audit").expect(404, "credential_not_found");
    key.get("/credentials/" + elsewhere + "/explain").expect(404, "credential_not_found");
    key.get("/members").expect(403, "forbidden");
    assertThat(key.get("/credentials").expect(200).text()).doesNotContain(elsewhere);
  }

  @Test
  void apiKey_ofAnotherPerson_isNeitherShownNorRevokedByAMember() {
    var person =
        server.people().add("member" + COUNT.incrementAndGet(), sales, WorkspaceRole.MANAGER);
    var member = server.api().signIn(person.email());
    var body = Map.of("name", "somebody else's", "scopes", List.of("credentials:read"));
    var made = olga.post("/api-keys", body).expect(201);
    var key = server.api().byToken(made.at("/token"));

    assertThat(member.get("/api-keys?limit=200").expect(200).text()).doesNotContain(made.at("/id"));
    member.delete("/api-keys/" + made.at("/id")).expect(404);

    key.get("/credentials").expect(200);
    var own = member.post("/api-keys", body).expect(201);
    assertThat(olga.get("/api-keys?limit=200").expect(200).text()).contains(own.at("/id"));
  }

  @Test
  void resolve_withoutTheScope_isRefused() {
    String id = http().addBy(olga);

    assertThat(olga.withKey("runtime:call").resolve(id).expect(403, "forbidden").at("/detail"))
        .isEqualTo("The API key lacks the scope runtime:resolve.");
    olga.withKey("credentials:read", "credentials:write").resolve(id).expect(404);
    olga.post("/runtime/v1/credentials/" + id + "/resolve", Map.of())
        .expect(401, "unauthenticated");
    server.api().resolve(id).expect(401, "unauthenticated");
  }

  @Test
  void resolve_keyOfAManagerElsewhere_handsOutNothingWhereTheyEdit() {
    var person =
        server.people().add("both" + COUNT.incrementAndGet(), sales, WorkspaceRole.MANAGER);
    server.people().join(person, support, WorkspaceRole.EDITOR, false);
    var key = server.api().signIn(person.email()).withKey("runtime:resolve", "runtime:call");
    String here = http().inWorkspace(sales).addBy(olga);
    String there = http().inWorkspace(support).addBy(olga);

    key.resolve(here).expect(200);
    key.resolve(there).expect(403, "forbidden");
    key.get("/runtime/v1/proxy/" + there + "/x").expect(200);
  }

  @Test
  void resolve_managerElsewhere_obtainsNothingSharedWithThemAsEditor() {
    String id = http().inWorkspace(sales).addBy(olga);
    var editing = server.people().workspace("Editing " + COUNT.incrementAndGet());
    var managing = server.people().workspace("Managing " + COUNT.incrementAndGet());
    var person =
        server.people().add("elsa" + COUNT.incrementAndGet(), editing, WorkspaceRole.EDITOR);
    server.people().join(person, managing, WorkspaceRole.MANAGER, false);
    olga.put("/credentials/" + id + "/grants/" + editing, Map.of("level", "use")).expect(204);
    var key = server.api().signIn(person.email()).withKey("runtime:resolve");

    key.resolve(id).expect(403, "forbidden");
    olga.put("/credentials/" + id + "/grants/" + managing, Map.of("level", "use")).expect(204);
    key.resolve(id).expect(403, "forbidden");
    olga.put("/credentials/" + id + "/grants/" + managing, Map.of("level", "manage")).expect(204);
    key.resolve(id).expect(200);
  }

  @Test
  void resolve_keyLimitedToFlows_needsTheClaim() {
    String id = http().addBy(olga);
    var key =
        olga.withKey(
            Map.of(
                "scopes",
                List.of("runtime:resolve"),
                "flows",
                List.of("flow_01m7xt1szdej6vbnnhkqpvk8dq")));

    key.resolve(id).expect(403, "credential_not_permitted");
    key.resolve(id, Map.of("flow", "other")).expect(403, "credential_not_permitted");
  }

  private TestCredentials http() {
    return TestCredentials.http(service).named("resolved " + COUNT.incrementAndGet());
  }
}
