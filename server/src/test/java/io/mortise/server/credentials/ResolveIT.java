package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.OrganizationRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.kernel.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveIT {
  private static final String SECRET = "fake-token-0001";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static WorkspaceId sales;
  private static WorkspaceId support;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    sales = server.people().defaultWorkspace();
    support = server.people().workspace("Support");
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start();
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void resolve_byId_givesWhatTheContractSays() {
    String id = http().named("by id").addBy(olga);

    var resolved = engine.resolve(id).expect(200);

    assertThat(resolved.at("/id")).isEqualTo(id);
    assertThat(resolved.at("/name")).isEqualTo("by id");
    assertThat(resolved.at("/connector")).isEqualTo("http");
    assertThat(resolved.at("/type")).isEqualTo("bearer");
    assertThat(resolved.at("/version")).isEqualTo("1");
    assertThat(resolved.at("/fields/token")).isEqualTo(SECRET);
    assertThat(resolved.at("/apply/headers/Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(resolved.json().path("hosts").get(0).asString()).isEqualTo(service.host());
    assertThat(resolved.at("/tokenId")).isNotEmpty().doesNotContain(SECRET);
    assertThat(resolved.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void resolve_everyUse_isOnTheRecordWithItsClaims() {
    String id = http().addBy(olga);

    engine.resolve(id, Map.of("flow", "nightly", "run", "r-1", "step", "fetch")).expect(200);

    var event = olga.get("/credentials/" + id + "/audit?limit=1").expect(200).items().getFirst();
    assertThat(event.path("action").asString()).isEqualTo("credential.used");
    assertThat(event.path("flow").asString()).isEqualTo("nightly");
    assertThat(event.path("run").asString()).isEqualTo("r-1");
    assertThat(event.path("step").asString()).isEqualTo("fetch");
    assertThat(event.path("version").asInt()).isEqualTo(1);
    assertThat(event.at("/actor/type").asString()).isEqualTo("api_key");
    assertThat(event.path("address").asString()).isEqualTo("127.0.0.1");
  }

  @Test
  void resolve_byName_looksInTheWorkspaceThenInTheOrganization() {
    String inSales = http().named("Shop").inWorkspace(sales).addBy(olga);
    String inOrganization = http().named("shop").inOrganization().addBy(olga);
    var ofSales = limited(sales);

    assertThat(ofSales.resolve("SHOP").expect(200).at("/id")).isEqualTo(inSales);
    assertThat(
            engine.resolve("shop", Map.of("workspace", support.toString())).expect(200).at("/id"))
        .isEqualTo(inOrganization);
    assertThat(engine.resolve("shop", Map.of("workspace", sales.toString())).expect(200).at("/id"))
        .isEqualTo(inSales);
  }

  @Test
  void resolve_byName_neverFindsAPersonalOne() {
    http().named("private thing").addBy(olga);

    limited(sales).resolve("private%20thing").expect(404, "credential_not_found");
  }

  @Test
  void resolve_byNameWithSeveralWorkspacesAndNoneSaid_isAmbiguous() {
    http().named("ambiguous").inWorkspace(sales).addBy(olga);
    var ofBoth =
        olga.withKey(
            Map.of(
                "scopes",
                List.of("runtime:resolve"),
                "workspaces",
                List.of(sales.toString(), support.toString())));

    ofBoth.resolve("ambiguous").expect(422, "invalid_request");
    ofBoth.resolve("ambiguous", Map.of("workspace", sales.toString())).expect(200);
  }

  @Test
  void resolve_byNameWithAKeyForAllWorkspaces_isAmbiguousForWhoAdministersThem() {
    http().named("anywhere").inWorkspace(sales).addBy(olga);

    engine.resolve("anywhere").expect(422, "invalid_request");
  }

  @Test
  void resolve_byNameOfAnyCharacters_findsIt() {
    http().named("ü 東京 & co+1 = ?").inWorkspace(sales).addBy(olga);

    limited(sales).resolve("%C3%BC%20%E6%9D%B1%E4%BA%AC%20&%20co+1%20=%20%3F").expect(200);
  }

  @Test
  void resolve_outsideTheKeysWorkspaces_looksAbsent() {
    String id = http().inWorkspace(support).addBy(olga);

    var refused = limited(sales).resolve(id).expect(404, "credential_not_found");
    var absent =
        limited(sales)
            .resolve("cred_01m7xt1szdej6vbnnhkqpvk8dq")
            .expect(404, "credential_not_found");

    assertThat(refused.json()).isEqualTo(absent.json());
    engine.resolve(id).expect(200);
  }

  @Test
  void resolve_sharedWithTheKeysWorkspace_isReached() {
    String id = http().inWorkspace(support).addBy(olga);

    olga.put("/credentials/" + id + "/grants/" + sales, Map.of("level", "use")).expect(204);

    limited(sales).resolve(id).expect(200);
  }

  @Test
  void resolve_personalOfAnother_isNeverReached() {
    var mia = server.people().add("mia" + COUNT.incrementAndGet(), sales, WorkspaceRole.MANAGER);
    String id = http().addBy(server.api().signIn(mia.email()));

    engine.resolve(id).expect(404, "credential_not_found");
  }

  @Test
  void resolve_withoutTheScope_isRefused() {
    String id = http().addBy(olga);

    olga.withKey("runtime:call").resolve(id).expect(404);
    olga.withKey("credentials:read", "credentials:write").resolve(id).expect(404);
    olga.post("/runtime/v1/credentials/" + id + "/resolve", Map.of())
        .expect(401, "unauthenticated");
    server.api().resolve(id).expect(401, "unauthenticated");
  }

  @Test
  void resolvingKey_whoMayMakeOne() {
    var manager =
        server.api().signIn(server.people().add("max", sales, WorkspaceRole.MANAGER).email());
    var editor =
        server.api().signIn(server.people().add("eva", sales, WorkspaceRole.EDITOR).email());
    var admin = server.api().signIn(server.people().add("ann", OrganizationRole.ADMIN).email());
    var wanted = Map.of("name", "engine", "scopes", List.of("runtime:resolve"));

    manager.post("/api-keys", wanted).expect(201);
    admin.post("/api-keys", wanted).expect(201);
    editor.post("/api-keys", wanted).expect(403, "forbidden");
    editor
        .post("/api-keys", Map.of("name", "caller", "scopes", List.of("runtime:call")))
        .expect(201);
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
    key.resolve(there).expect(404, "credential_not_found");
    key.get("/runtime/v1/proxy/" + there + "/x").expect(200);
  }

  @Test
  void resolve_flowOfOursThatIsNotKnown_isNotPermitted() {
    String id = http().addBy(olga);

    engine
        .resolve(id, Map.of("flow", "flow_01m7xt1szdej6vbnnhkqpvk8dq"))
        .expect(403, "credential_not_permitted");
    engine.resolve(id, Map.of("flow", "somebody-elses-flow")).expect(200);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"flow\":\"a b\"}",
        "{\"run\":\"\\n\"}",
        "{\"step\":\"=1+1 \"}",
        "{\"workspace\":\"nowhere\"}",
        "{\"unknown\":1}",
        "[]",
        "{\"flow\":5}"
      })
  void resolve_badClaim_isRefused(String body) {
    http().named("claimed").inWorkspace(sales).with("verify", false);

    engine.post("/runtime/v1/credentials/claimed/resolve", body).expect(400, "invalid_request");
  }

  @Test
  void batch_mixedResults_answersEachInItsPlace() {
    String good = http().addBy(olga);
    String revoked = http().addBy(olga);
    olga.post("/credentials/" + revoked + "/revoke").expect(200);

    var items =
        engine
            .post(
                "/runtime/v1/resolve",
                Map.of(
                    "credentials",
                    List.of(
                        Map.of("ref", good),
                        Map.of("ref", revoked),
                        Map.of("ref", "cred_01m7xt1szdej6vbnnhkqpvk8dq"),
                        Map.of("workspace", sales.toString()),
                        Map.of("ref", good, "step", "two"))))
            .expect(200)
            .items();

    assertThat(items.get(0).at("/fields/token").asString()).isEqualTo(SECRET);
    assertThat(items.get(1).at("/problem/code").asString()).isEqualTo("credential_revoked");
    assertThat(items.get(1).at("/problem/status").asInt()).isEqualTo(410);
    assertThat(items.get(2).at("/problem/code").asString()).isEqualTo("credential_not_found");
    assertThat(items.get(3).at("/problem/code").asString()).isEqualTo("invalid_request");
    assertThat(items.get(4).at("/id").asString()).isEqualTo(good);
  }

  @Test
  void batch_ofAHundred_isTakenAndMoreIsNot() {
    String id = http().addBy(olga);
    var hundred = new ArrayList<Map<String, String>>();
    for (int i = 0; i < 100; i++) {
      hundred.add(Map.of("ref", id));
    }

    assertThat(
            engine.post("/runtime/v1/resolve", Map.of("credentials", hundred)).expect(200).items())
        .hasSize(100)
        .allMatch(item -> item.path("id").asString().equals(id));
    hundred.add(Map.of("ref", id));
    engine
        .post("/runtime/v1/resolve", Map.of("credentials", hundred))
        .expect(400, "invalid_request");
    engine
        .post("/runtime/v1/resolve", Map.of("credentials", List.of()))
        .expect(400, "invalid_request");
  }

  @Test
  void proxy_call_carriesTheSecretAndNothingOfTheCallers() {
    String id = http().addBy(olga);

    engine
        .with("Cookie", "mine=1")
        .with("X-Forwarded-For", "1.2.3.4")
        .with("X-Mine", "kept")
        .post("/runtime/v1/proxy/" + id + "/things?q=1", Map.of("name", "pet"))
        .expect(200);

    var seen = service.seen().getLast();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.target()).isEqualTo("/things?q=1");
    assertThat(seen.body()).isEqualTo("{\"name\":\"pet\"}");
    assertThat(seen.header("Authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(seen.header("Host")).isEqualTo(service.host());
    assertThat(seen.header("Cookie")).isEmpty();
    assertThat(seen.header("X-Forwarded-For")).isEmpty();
    assertThat(seen.header("X-Mine")).isEqualTo("kept");
  }

  @Test
  void proxy_answer_isMaskedSandboxedAndSetsNoCookie() {
    String id = http().addBy(olga);
    String base64 =
        Base64.getEncoder()
            .encodeToString(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "mortise_session=stolen");
          exchange.getResponseHeaders().set("X-Echo", SECRET);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          DialectServer.send(exchange, 200, "<script>1</script> " + SECRET + " " + base64);
        });

    var answer = engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);

    assertThat(answer.text()).doesNotContain(SECRET).doesNotContain(base64);
    assertThat(answer.headers().map().toString()).doesNotContain(SECRET).doesNotContain("stolen");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("sandbox");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void proxy_statusOfTheService_isPassedOn() {
    String id = http().addBy(olga);
    service.answers(418, "{\"teapot\":true}");

    assertThat(engine.get("/runtime/v1/proxy/" + id + "/x").expect(418).at("/teapot"))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../admin",
        "a/../../admin",
        "%2e%2e/admin",
        "a/%2e%2e/%2e%2e/admin",
        "..%2fadmin",
        "..;/admin",
        "%252e%252e/admin",
        "..%5cadmin"
      })
  void proxy_pathThatLeavesTheBase_isNeverSentThere(String path) {
    String id = http().field("baseUrl", service.url("/v1")).addBy(olga);

    engine.get("/runtime/v1/proxy/" + id + "/" + path);

    assertThat(service.seen())
        .allMatch(seen -> seen.target().startsWith("/v1/") && !seen.target().contains(".."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%s/x",
        "//%s/x",
        "http://%s/x",
        "@%s/x",
        "\\%s",
        "%%2f%%2f%s/x",
        ".%s/x",
        ":80@%s/x"
      })
  void proxy_pathThatNamesAHost_neverChangesTheHost(String path) {
    try (var other = DialectServer.start()) {
      String id = http().addBy(olga);
      String target = path.formatted(other.host()).replace("\\", "%5C");

      engine.get("/runtime/v1/proxy/" + id + "/" + target);

      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void proxy_redirectElsewhere_takesTheSecretNowhere() {
    try (var other = DialectServer.start()) {
      String id = http().addBy(olga);
      service.redirectsTo(other.url("/stolen"));

      engine.get("/runtime/v1/proxy/" + id + "/x");

      assertThat(other.seen()).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  @Test
  void proxy_answerBeyondTenMebibytes_isBounded() {
    String id = http().addBy(olga);
    service.answers(200, "x".repeat(11 * 1024 * 1024));

    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502, "service_failed");
  }

  @Test
  void proxy_withoutABaseAddress_isSaid() {
    var body =
        TestCredentials.http(service.host())
            .named("two hosts " + COUNT.incrementAndGet())
            .field("allowedHosts", List.of(service.host(), "127.0.0.1:9"));

    assertThat(engine.get("/runtime/v1/proxy/" + body.addBy(olga) + "/x").status()).isEqualTo(422);
  }

  @Test
  void proxy_serviceThatIsAway_isAServiceFailure() {
    String id = http().addBy(olga);
    service.close();

    engine.get("/runtime/v1/proxy/" + id + "/x").expect(502, "service_failed");
  }

  @Test
  void rejected_reportsTheToken() {
    String id = http().addBy(olga);
    String token = engine.resolve(id).expect(200).at("/tokenId");

    for (int i = 0; i < 3; i++) {
      engine.resolve(id, Map.of("rejected", token)).expect(200);
    }

    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("failing");
  }

  @Test
  void use_isCounted() {
    String id = http().addBy(olga);

    engine.resolve(id, Map.of("flow", "nightly")).expect(200);
    engine.resolve(id).expect(200);
    server.bean(CredentialUses.class).write();

    var usage = olga.get("/credentials/" + id + "/usage?days=7").expect(200);
    assertThat(usage.at("/total")).isEqualTo("2");
    assertThat(usage.json().path("days")).hasSize(7);
    assertThat(olga.get("/credentials/" + id).at("/lastUsedAt")).isNotEmpty();
  }

  @Test
  void record_thatCannotBeMade_handsOutNoSecret() {
    String known = http().addBy(olga);
    String unknown = http().addBy(olga);
    engine.resolve(known).expect(200);
    String role = server.database().server().user();

    server.database().execute("revoke insert on audit_event from " + role);
    try {
      var answers = new ArrayList<Answer>();
      for (int i = 0; i < 5; i++) {
        answers.add(engine.resolve(known).expect(503, "unavailable"));
        answers.add(engine.resolve(unknown).expect(503, "unavailable"));
        answers.add(engine.get("/runtime/v1/proxy/" + known + "/x").expect(503, "unavailable"));
        answers.add(olga.post("/credentials", http().field("token", SECRET).body()));
      }
      assertThat(answers)
          .allMatch(answer -> answer.status() >= 500 && !answer.text().contains(SECRET));
      assertThat(service.seen()).isEmpty();
    } finally {
      server.database().execute("grant insert on audit_event to " + role);
    }

    engine.resolve(known).expect(200);
    engine.resolve(unknown).expect(200);
    assertThat(olga.post("/audit/verify").expect(200).at("/ok")).isEqualTo("true");
  }

  private TestCredentials http() {
    return TestCredentials.http(service).named("resolved " + COUNT.incrementAndGet());
  }

  private static Api limited(WorkspaceId workspace) {
    return olga.withKey(
        Map.of(
            "scopes",
            List.of("runtime:resolve", "runtime:call"),
            "workspaces",
            List.of(workspace.toString())));
  }
}
