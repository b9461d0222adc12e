package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.BadInput;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret is tried at its service, saved or not, and what the service says is said plainly. */
@Tag("slow")
class CredentialTestIT {
  @RegisterExtension static final Team team = new Team();

  private static BadInput bad;

  private DialectServer service;

  @BeforeAll
  static void start() {
    bad = new BadInput(team.server());
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start().accepts(Team.FIRST);
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void add_secretThatWorks_isSavedVerified() {
    var added =
        team.olga().post("/credentials", Team.credential(service).verified().body()).expect(201);

    assertThat(service.seen()).hasSize(1);
    assertThat(added.at("/status")).isEqualTo("active");
    assertThat(added.at("/level")).isEqualTo("manage");
    assertThat(added.at("/secrets/token/set")).isEqualTo("true");
    assertThat(added.at("/secrets/token/changedBy/name")).isEqualTo("Olga");
    assertThat(added.at("/lastTestedAt")).isNotEmpty();
    assertThat(added.at("/rotateEveryDays")).isEqualTo("90");
    assertThat(added.at("/version")).isEqualTo("1");
    assertThat(team.lastEvent(added.at("/id")).at("/detail/tested").asString()).isEqualTo("yes");
  }

  @Test
  void add_identityOfTheService_isShown() {
    var added =
        team.olga()
            .post(
                "/credentials",
                TestCredentials.petstore()
                    .named("who")
                    .field("key", team.server().practiceKey())
                    .verified()
                    .body())
            .expect(201);

    assertThat(added.at("/identity")).isEqualTo("Petstore practice account");
  }

  @Test
  void add_secretThatFails_isRefusedWithTheTest() {
    var answer =
        team.olga()
            .post(
                "/credentials",
                Team.credential(service).field("token", "fake-wrong").verified().body());

    answer.expect(422, "verification_failed");
    assertThat(answer.at("/test/ok")).isEqualTo("false");
    assertThat(answer.at("/test/reason")).isEqualTo("unauthorized");
    assertThat(answer.at("/test/httpStatus")).isEqualTo("401");
    assertThat(answer.at("/test/remedy")).isNotEmpty();
  }

  @Test
  void add_untestedOnPurpose_isSavedAndRecorded() {
    var added =
        team.olga()
            .post(
                "/credentials",
                Team.credential(service).field("token", "fake-wrong").with("verify", false).body())
            .expect(201);

    assertThat(service.seen()).isEmpty();
    assertThat(added.at("/lastTestedAt")).isEmpty();
    assertThat(team.lastEvent(added.at("/id")).at("/detail/tested").asString())
        .isEqualTo("no, on purpose");
  }

  @Test
  void test_failing_isShownAndCuredByAGoodOne() {
    String id = Team.credential(service).addBy(team.olga());

    service.answers(401, "{}");
    assertThat(team.olga().post("/credentials/" + id + "/test").expect(200).at("/ok"))
        .isEqualTo("false");
    assertThat(team.status(id)).isEqualTo("failing");
    service.accepts(Team.FIRST);
    assertThat(team.olga().post("/credentials/" + id + "/test").expect(200).at("/ok"))
        .isEqualTo("true");

    assertThat(team.status(id)).isEqualTo("active");
    assertThat(team.actions(id)).contains("credential.tested");
  }

  @Test
  void test_ofASavedSecret_isOnTheRecordBeforeAndAfterItAndIsNoUse() {
    String id = Team.credential(service).addBy(team.olga());

    team.olga().post("/credentials/" + id + "/test").expect(200);

    var events = team.events(id);
    assertThat(team.actions(id))
        .containsExactly("credential.tested", "credential.tested", "credential.created");
    assertThat(events.get(1).at("/detail/stage").asString()).isEqualTo("started");
    assertThat(events.get(1).at("/version").asInt()).isEqualTo(1);
    assertThat(events.get(1).at("/actor/name").asString()).isEqualTo("Olga");
    assertThat(events.get(0).at("/detail/stage").isMissingNode()).isTrue();
    assertThat(team.olga().get("/audit?action=credential.used&target=" + id).items()).isEmpty();
    team.server().bean(CredentialUses.class).write();
    assertThat(team.olga().get("/credentials/" + id + "/usage").at("/total")).isEqualTo("0");
    assertThat(team.olga().get("/credentials/" + id).at("/lastUsedAt")).isEmpty();
  }

  @Test
  void test_withoutANetwork_changesNoStatus() {
    String id =
        TestCredentials.http("service.invalid")
            .named("offline " + Team.next())
            .field("testUrl", "https://service.invalid/")
            .addBy(team.olga());

    var test = team.olga().post("/credentials/" + id + "/test").expect(200);

    assertThat(test.at("/ok")).isEqualTo("false");
    assertThat(test.at("/reason")).isEqualTo("network");
    assertThat(test.at("/inconclusive")).isEqualTo("true");
    assertThat(test.at("/message")).endsWith("The credential's status has not changed.");
    var after = team.olga().get("/credentials/" + id).expect(200);
    assertThat(after.at("/status")).isEqualTo("active");
    assertThat(after.at("/lastTestedAt")).isEmpty();
    assertThat(team.lastEvent(id).at("/outcome").asString()).isEqualTo("failed");
    assertThat(team.lastEvent(id).at("/detail/inconclusive").asString()).isEqualTo("true");
  }

  @Test
  void test_ofAFailingOneWithoutANetwork_leavesItFailing() {
    String id =
        TestCredentials.http("service.invalid")
            .named("failing offline " + Team.next())
            .field("testUrl", "https://service.invalid/")
            .addBy(team.olga());
    team.server()
        .database()
        .execute("update credential set test_failed = true where id = '" + Team.uuid(id) + "'");

    team.olga().post("/credentials/" + id + "/test").expect(200);

    assertThat(team.status(id)).isEqualTo("failing");
  }

  @ParameterizedTest
  @CsvSource({
    "Petstore practice account · Acme Ltd, Petstore practice account · Acme Ltd",
    "Somebody else · Acme Ltd, Petstore practice account",
    "Petstore, Petstore practice account"
  })
  void test_ofAnAccountWithATenant_keepsTheTenantInItsName(String before, String after) {
    String id =
        TestCredentials.petstore()
            .named("tenant " + Team.next())
            .field("key", team.server().practiceKey())
            .addBy(team.olga());
    team.server()
        .database()
        .execute(
            "update credential set identity = '%s' where id = '%s'"
                .formatted(before, Team.uuid(id)));

    team.olga().post("/credentials/" + id + "/test").expect(200);

    assertThat(team.olga().get("/credentials/" + id).expect(200).at("/identity")).isEqualTo(after);
  }

  @Test
  void test_ofAServiceOnThisMachineThatIsDown_isFailing() {
    String id = Team.credential(service).addBy(team.olga());
    service.close();

    var test = team.olga().post("/credentials/" + id + "/test").expect(200);

    assertThat(test.at("/reason")).isEqualTo("network");
    assertThat(test.at("/inconclusive")).isEmpty();
    assertThat(team.status(id)).isEqualTo("failing");
  }

  @Test
  void test_failed_saysSoInItsSecondEventOnly() {
    String id = Team.credential(service).field("token", "fake-wrong").addBy(team.olga());

    team.olga().post("/credentials/" + id + "/test").expect(200);

    var events = team.events(id);
    assertThat(events.get(0).at("/outcome").asString()).isEqualTo("failed");
    assertThat(events.get(0).at("/reason").asString()).isEqualTo("unauthorized");
    assertThat(events.get(1).at("/outcome").asString()).isEqualTo("ok");
    assertThat(events.get(1).at("/detail/stage").asString()).isEqualTo("started");
  }

  @Test
  void test_beyondTheLimit_isNoUseOnTheRecord() {
    String id = Team.credential(service).inOrganization().addBy(team.olga());
    var eva =
        team.server().people().add("eva" + Team.next(), team.workspace(), WorkspaceRole.EDITOR);
    var often = team.server().api().signIn(eva.email());
    int tests = 0;
    while (tests < 100 && often.post("/credentials/" + id + "/test").status() == 200) {
      tests++;
    }

    often.post("/credentials/" + id + "/test").expect(429, "rate_limited");

    assertThat(team.lastEvent(id).path("action").asString()).isEqualTo("credential.tested");
    assertThat(service.seen()).hasSize(tests);
  }

  @Test
  void test_thatCannotBeRecorded_sendsNothing() {
    String id = Team.credential(service).addBy(team.olga());
    String role = team.server().database().server().user();

    team.server().database().execute("revoke insert on audit_event from " + role);
    try {
      team.olga().post("/credentials/" + id + "/test").expect(503, "unavailable");
    } finally {
      team.server().database().execute("grant insert on audit_event to " + role);
    }

    assertThat(service.seen()).isEmpty();
  }

  @Test
  void test_ofARevokedOrPendingOne_isRefusedAndSendsNothing() {
    String revoked = Team.credential(service).addBy(team.olga());
    String pending =
        team.olga().post("/credentials/" + revoked + "/duplicate", Map.of()).expect(201).at("/id");
    team.olga().post("/credentials/" + revoked + "/revoke").expect(200);

    team.olga().post("/credentials/" + revoked + "/test").expect(410, "credential_revoked");
    team.olga().post("/credentials/" + pending + "/test").expect(409, "credential_pending");
    team.olga()
        .post("/credentials/test", Map.of("credential", revoked))
        .expect(410, "credential_revoked");

    assertThat(service.seen()).isEmpty();
    assertThat(team.actions(revoked)).doesNotContain("credential.used", "credential.tested");
  }

  @Test
  void unsavedTest_byWhoMayAddNone_isRefusedAndSendsNothing() {
    var vera = team.server().people().add("vera", team.workspace(), WorkspaceRole.VIEWER);
    var viewer = team.server().api().signIn(vera.email());
    var trial = new HashMap<>(Team.credential(service).body());
    trial.keySet().retainAll(Set.of("connector", "method", "fields"));

    viewer.post("/credentials/test", trial).expect(403, "forbidden");
    team.olga()
        .withKey("credentials:read")
        .post("/credentials/test", trial)
        .expect(403, "forbidden");
    assertThat(service.seen()).isEmpty();

    team.olga().post("/credentials/test", trial).expect(200);
    assertThat(service.seen()).hasSize(1);
  }

  @Test
  void mortisesOwnAddress_isNotReachedByItself() {
    String own = "127.0.0.1:" + team.server().uri().getPort();

    var answer =
        bad.refused(
            () ->
                team.olga()
                    .post(
                        "/credentials",
                        TestCredentials.http(own)
                            .field("testUrl", "http://" + own + "/api/v1/health")
                            .verified()
                            .body()));

    answer.expect(422, "verification_failed");
  }

  @Test
  void probe_redirectElsewhere_isNotFollowed() {
    try (var elsewhere = DialectServer.start();
        var service = DialectServer.start().redirectsTo(elsewhere.url("/stolen"))) {
      var answer = bad.refused(() -> team.olga().post("/credentials", http(service)));

      answer.expect(422, "verification_failed");
      assertThat(elsewhere.seen()).allMatch(seen -> seen.header("Authorization").isEmpty());
    }
  }

  @Test
  void probe_answersThatRefuse_areSaidWithoutTheServicesWords() {
    try (var service = DialectServer.start()) {
      for (var said :
          Map.of(
                  401,
                  "unauthorized",
                  403,
                  "forbidden",
                  404,
                  "not_found",
                  429,
                  "rate_limited",
                  500,
                  "unexpected")
              .entrySet()) {
        service.answers(said.getKey(), "{\"echo\":\"" + BadInput.SECRET + "\"}");

        var answer = bad.refused(() -> team.olga().post("/credentials", http(service)));

        answer.expect(422, "verification_failed");
        assertThat(answer.at("/test/reason")).as(answer.text()).isEqualTo(said.getValue());
        assertThat(answer.at("/test/ok")).isEqualTo("false");
        assertThat(answer.at("/test/remedy")).isNotEmpty();
      }
    }
  }

  @Test
  void probe_hangs_isATimeout() {
    try (var service = DialectServer.start().hangs()) {
      var answer = bad.refused(() -> team.olga().post("/credentials", http(service)));

      assertThat(answer.expect(422, "verification_failed").at("/test/reason")).isEqualTo("timeout");
    }
  }

  @Test
  void probe_speaksNoHttp_isSaid() throws Exception {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      thread.submit(() -> answerNonsense(socket));
      String host = "127.0.0.1:" + socket.getLocalPort();

      var answer =
          bad.refused(
              () ->
                  team.olga()
                      .post(
                          "/credentials",
                          TestCredentials.http(host)
                              .field("token", BadInput.SECRET)
                              .field("testUrl", "http://" + host + "/test")
                              .verified()
                              .body()));

      assertThat(answer.expect(422, "verification_failed").at("/test/reason"))
          .isIn("network", "unexpected");
      socket.close();
    }
  }

  @Test
  void probe_nobodyListens_isANetworkFailure() {
    String host = "127.0.0.1:" + TestServer.freePort();

    var answer =
        bad.refused(
            () ->
                team.olga()
                    .post(
                        "/credentials",
                        TestCredentials.http(host)
                            .field("token", BadInput.SECRET)
                            .field("testUrl", "http://" + host + "/test")
                            .verified()
                            .body()));

    assertThat(answer.expect(422, "verification_failed").at("/test/reason")).isEqualTo("network");
  }

  private static Map<String, Object> http(DialectServer service) {
    return TestCredentials.http(service)
        .named("probed")
        .field("token", BadInput.SECRET)
        .verified()
        .body();
  }

  private static Void answerNonsense(ServerSocket socket) throws IOException {
    while (!socket.isClosed()) {
      try (var connection = socket.accept()) {
        connection
            .getOutputStream()
            .write("220 mail.example ready\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    return null;
  }
}
