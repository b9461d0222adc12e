package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
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
    String inSupport = http().named("shop").inWorkspace(support).addBy(olga);
    String inOrganization = http().named("Everywhere").inOrganization().addBy(olga);
    var ofSales = limited(sales);

    assertThat(ofSales.resolve("SHOP").expect(200).at("/id")).isEqualTo(inSales);
    assertThat(ofSales.resolve("everywhere").expect(200).at("/id")).isEqualTo(inOrganization);
    assertThat(
            engine.resolve("shop", Map.of("workspace", support.toString())).expect(200).at("/id"))
        .isEqualTo(inSupport);
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
    assertThat(olga.get("/audit?action=credential.refused&limit=200").expect(200).items())
        .anyMatch(
            event ->
                event.path("reason").asString("").equals("ambiguous_name")
                    && event.at("/target/name").asString("").equals("ambiguous"));
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
  void resolve_flowOfOursThatIsNotKnown_isNotPermitted() {
    String id = http().addBy(olga);

    engine
        .resolve(id, Map.of("flow", "flow_01m7xt1szdej6vbnnhkqpvk8dq"))
        .expect(403, "credential_not_permitted");
    engine.resolve(id, Map.of("flow", "somebody-elses-flow")).expect(200);
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
    String name = "claimed" + COUNT.incrementAndGet();
    http().named(name).inWorkspace(sales).addBy(olga);
    Api ofSales = limited(sales);

    ofSales
        .post("/runtime/v1/credentials/" + name + "/resolve", body)
        .expect(400, "invalid_request");

    ofSales.resolve(name).expect(200);
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
    assertThat(items.get(3).at("/problem/errors/0/pointer").asString())
        .isEqualTo("/credentials/3/ref");
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
  void rejected_reportsTheToken() {
    String id = http().addBy(olga);
    String token = engine.resolve(id).expect(200).at("/tokenId");

    for (int i = 0; i < 3; i++) {
      engine.resolve(id, Map.of("rejected", token)).expect(200);
    }

    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("failing");
  }

  @Test
  void rejected_ofAFlow_isAFailureOfThatFlow() {
    String id = http().addBy(olga);
    String token = engine.resolve(id, Map.of("flow", "nightly")).expect(200).at("/tokenId");

    engine.resolve(id, Map.of("flow", "nightly", "rejected", token)).expect(200);
    server.bean(CredentialUses.class).write();

    var flows = olga.get("/credentials/" + id + "/usage?days=1").expect(200).json().path("flows");
    assertThat(flows).hasSize(1);
    assertThat(flows.get(0).path("id").asString()).isEqualTo("nightly");
    assertThat(flows.get(0).path("failed").asInt()).isEqualTo(1);
  }

  @Test
  void rejected_byName_reportsTheToken() {
    String id = http().named("by its name").inWorkspace(sales).addBy(olga);
    var there = Map.of("workspace", sales.toString());
    String token = engine.resolve("by%20its%20name", there).expect(200).at("/tokenId");
    var report = Map.of("workspace", sales.toString(), "rejected", token);

    for (int i = 0; i < 3; i++) {
      engine.resolve("BY%20ITS%20NAME", report).expect(200);
    }

    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("failing");
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
