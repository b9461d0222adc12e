package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.OrganizationRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.kernel.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPeople.TestPerson;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LifecycleIT {
  private static final String FIRST = "fake-first-secret-0001";
  private static final String SECOND = "fake-second-secret-0002";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static WorkspaceId workspace;
  private static TestPerson mia;
  private static TestPerson eli;
  private static Api olga;
  private static Api manager;
  private static Api editor;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    workspace = server.people().defaultWorkspace();
    mia = server.people().add("mia", workspace, WorkspaceRole.MANAGER);
    eli = server.people().add("eli", workspace, WorkspaceRole.EDITOR);
    manager = server.api().signIn(mia.email());
    editor = server.api().signIn(eli.email());
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start().accepts(FIRST);
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void add_secretThatWorks_isSavedVerified() {
    var added = olga.post("/credentials", credential().verified().body()).expect(201);

    assertThat(service.seen()).hasSize(1);
    assertThat(added.at("/status")).isEqualTo("active");
    assertThat(added.at("/level")).isEqualTo("manage");
    assertThat(added.at("/secrets/token/set")).isEqualTo("true");
    assertThat(added.at("/secrets/token/changedBy/name")).isEqualTo("Olga");
    assertThat(added.at("/lastTestedAt")).isNotEmpty();
    assertThat(added.at("/rotateEveryDays")).isEqualTo("90");
    assertThat(added.at("/version")).isEqualTo("1");
    assertThat(lastEvent(added.at("/id")).at("/detail/tested").asString()).isEqualTo("yes");
  }

  @Test
  void add_identityOfTheService_isShown() {
    var added =
        olga.post(
                "/credentials",
                TestCredentials.petstore()
                    .named("who")
                    .field("key", server.practiceKey())
                    .verified()
                    .body())
            .expect(201);

    assertThat(added.at("/identity")).isEqualTo("Petstore practice account");
  }

  @Test
  void add_secretThatFails_isRefusedWithTheTest() {
    var answer =
        olga.post("/credentials", credential().field("token", "fake-wrong").verified().body());

    answer.expect(422, "verification_failed");
    assertThat(answer.at("/test/ok")).isEqualTo("false");
    assertThat(answer.at("/test/reason")).isEqualTo("unauthorized");
    assertThat(answer.at("/test/httpStatus")).isEqualTo("401");
    assertThat(answer.at("/test/remedy")).isNotEmpty();
  }

  @Test
  void add_untestedOnPurpose_isSavedAndRecorded() {
    var added =
        olga.post(
                "/credentials",
                credential().field("token", "fake-wrong").with("verify", false).body())
            .expect(201);

    assertThat(service.seen()).isEmpty();
    assertThat(added.at("/lastTestedAt")).isEmpty();
    assertThat(lastEvent(added.at("/id")).at("/detail/tested").asString())
        .isEqualTo("no, on purpose");
  }

  @Test
  void add_withoutName_isOfferedOne() {
    var first =
        olga.post(
            "/credentials",
            TestCredentials.petstore().without("name").with("environment", "dev").body());
    var second =
        olga.post(
            "/credentials",
            TestCredentials.petstore().without("name").with("environment", "dev").body());

    assertThat(first.expect(201).at("/name")).isEqualTo("petstore-dev");
    assertThat(second.expect(201).at("/name")).isEqualTo("petstore-dev-2");
  }

  @Test
  void add_reminderSwitchedOff_hasNone() {
    var added =
        olga.post("/credentials", credential().with("rotateEveryDays", null).body()).expect(201);

    assertThat(added.at("/rotateEveryDays")).isEmpty();
    assertThat(added.at("/rotateBy")).isEmpty();
  }

  @Test
  void everyAnswerToPeople_afterAddAndRotate_holdsNoSecret() {
    String id = credential().with("notes", "watched").addBy(olga);
    rotate(id, SECOND).expect(200);
    engine.resolve(id).expect(200);

    for (String path :
        List.of("", "/versions", "/usage", "/flows", "/audit", "/explain", "/grants")) {
      var answer = olga.get("/credentials/" + id + path).expect(200);
      assertThat(answer.text()).as(path).doesNotContain(FIRST).doesNotContain(SECOND);
    }
    for (String path :
        List.of(
            "/credentials?q=watched",
            "/credentials/summary",
            "/audit",
            "/audit/export",
            "/api-keys",
            "/me")) {
      assertThat(olga.get(path).expect(200).text())
          .as(path)
          .doesNotContain(FIRST)
          .doesNotContain(SECOND);
    }
  }

  @Test
  void edit_blankSecret_keepsIt() {
    String id = credential().addBy(olga);

    var edited =
        patch(
            id,
            Map.of("notes", "new", "fields", fields("token", null, "baseUrl", service.url("/v2"))));

    assertThat(edited.expect(200).at("/fields/baseUrl")).isEqualTo(service.url("/v2"));
    assertThat(edited.at("/secretVersion")).isEqualTo("1");
    assertThat(token(id)).isEqualTo(FIRST);
    assertThat(engine.resolve(id).at("/fields/baseUrl")).isEqualTo(service.url("/v2"));
  }

  @Test
  void edit_publicFieldCleared_isGoneFromUsesToo() {
    String id = credential().addBy(olga);

    patch(id, Map.of("fields", fields("baseUrl", null))).expect(200);

    assertThat(olga.get("/credentials/" + id).json().path("fields").has("baseUrl")).isFalse();
    assertThat(engine.resolve(id).json().path("fields").has("baseUrl")).isFalse();
  }

  @Test
  void edit_secretTyped_isARotation() {
    String id = credential().addBy(olga);
    service.accepts(SECOND);

    var edited =
        patch(id, Map.of("name", "renamed " + id.substring(20), "fields", Map.of("token", SECOND)))
            .expect(200);

    assertThat(edited.at("/secretVersion")).isEqualTo("2");
    assertThat(edited.at("/rollbackUntil")).isNotEmpty();
    assertThat(token(id)).isEqualTo(SECOND);
    assertThat(actions(id)).contains("credential.rotated", "credential.updated");
  }

  @Test
  void edit_secretThatFails_changesNothing() {
    String id = credential().addBy(olga);

    patch(id, Map.of("name", "never", "fields", Map.of("token", "fake-wrong")))
        .expect(422, "verification_failed");

    assertThat(olga.get("/credentials/" + id).at("/version")).isEqualTo("1");
    assertThat(token(id)).isEqualTo(FIRST);
  }

  @Test
  void rotate_newSecret_isTakenAtTheNextResolve() {
    String id = credential().addBy(olga);
    String before = engine.resolve(id).expect(200).at("/tokenId");

    rotate(id, SECOND).expect(200);

    var resolved = engine.resolve(id).expect(200);
    assertThat(resolved.at("/fields/token")).isEqualTo(SECOND);
    assertThat(resolved.at("/version")).isEqualTo("2");
    assertThat(resolved.at("/tokenId")).isNotEqualTo(before);
    assertThat(lastEvent(id).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void rotate_withoutNewSecret_isRefused() {
    String id = credential().addBy(olga);

    olga.post("/credentials/" + id + "/rotate", Map.of("fields", Map.of()))
        .expect(400, "invalid_request");
    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", SECOND), "graceHours", -1))
        .expect(400, "invalid_request");
  }

  @Test
  void rollback_withinGrace_bringsTheOldBackAndDestroysTheNew() {
    String id = credential().addBy(olga);
    rotate(id, SECOND).expect(200);

    olga.post("/credentials/" + id + "/rollback").expect(200);

    assertThat(token(id)).isEqualTo(FIRST);
    assertThat(states(id)).containsExactly("destroyed", "current");
    assertThat(sealed(id)).isEqualTo(1);
    olga.post("/credentials/" + id + "/rollback").expect(404);
    assertThat(actions(id)).contains("credential.rolled_back");
  }

  @Test
  void rollback_andRotateAgain_takesANewNumber() {
    String id = credential().addBy(olga);
    rotate(id, SECOND).expect(200);
    olga.post("/credentials/" + id + "/rollback").expect(200);

    assertThat(rotate(id, SECOND).expect(200).at("/secretVersion")).isEqualTo("3");
    assertThat(token(id)).isEqualTo(SECOND);
  }

  @Test
  void grace_over_destroysTheOldSecretAndRollbackIsNoMore() {
    String id = credential().addBy(olga);
    rotate(id, SECOND).expect(200);

    ahead(
        Duration.ofHours(23),
        () -> {
          server.bean(CredentialGrace.class).destroyDue();
          assertThat(sealed(id)).isEqualTo(2);
        });
    ahead(
        Duration.ofHours(25),
        () -> {
          server.bean(CredentialGrace.class).destroyDue();
          assertThat(sealed(id)).isEqualTo(1);
          assertThat(token(id)).isEqualTo(SECOND);
        });

    assertThat(states(id)).containsExactly("current", "destroyed");
    olga.post("/credentials/" + id + "/rollback").expect(404);
  }

  @Test
  void grace_over_rollbackIsRefusedAlsoBeforeTheSecretIsDestroyed() {
    String id = credential().addBy(olga);
    rotate(id, SECOND).expect(200);
    var key = olga.withKey("credentials:write");

    ahead(Duration.ofHours(25), () -> key.post("/credentials/" + id + "/rollback").expect(404));

    assertThat(token(id)).isEqualTo(SECOND);
  }

  @Test
  void versions_afterManyRotations_areNeverMoreThanTen() {
    String id = credential().addBy(olga);

    for (int i = 0; i < 12; i++) {
      rotate(id, SECOND + i).expect(200);
      assertThat(sealed(id)).isLessThanOrEqualTo(10);
    }

    assertThat(token(id)).isEqualTo(SECOND + 11);
  }

  @Test
  void revoke_everyUse_isRefusedUntilRestored() {
    String id = credential().addBy(olga);
    engine.resolve(id).expect(200);

    var revoked = olga.post("/credentials/" + id + "/revoke").expect(200);
    engine.resolve(id).expect(410, "credential_revoked");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(410, "credential_revoked");
    olga.post("/credentials/" + id + "/test").expect(410, "credential_revoked");

    assertThat(revoked.at("/status")).isEqualTo("revoked");
    assertThat(revoked.at("/statusReason")).contains("Olga");
    assertThat(revoked.at("/statusCure")).isEqualTo("restore");
    assertThat(service.seen()).isEmpty();
    assertThat(olga.post("/credentials/" + id + "/restore").expect(200).at("/status"))
        .isEqualTo("active");
    engine.resolve(id).expect(200);
  }

  @Test
  void delete_leavesATombstoneAndDestroysTheSecret() {
    String id = credential().addBy(olga);

    olga.delete("/credentials/" + id).expect(204);

    engine.resolve(id).expect(404, "credential_not_found");
    olga.get("/credentials/" + id).expect(404, "credential_not_found");
    assertThat(sealed(id)).isZero();
    assertThat(
            server
                .jdbc()
                .sql("select name from credential_tombstone where id = :id")
                .param("id", uuid(id))
                .query(String.class)
                .single())
        .startsWith("life ");
    assertThat(
            olga.get("/audit?target=" + id)
                .expect(200)
                .items()
                .getFirst()
                .path("action")
                .asString())
        .isEqualTo("credential.deleted");
  }

  @Test
  void delete_forced_needsTheNameAndAFreshSignIn() {
    String id = credential().named("typed").addBy(olga);

    olga.delete("/credentials/" + id + "?force=true").expect(400, "invalid_request");
    olga.delete("/credentials/" + id + "?force=true&confirm=other").expect(400, "invalid_request");
    ahead(
        Duration.ofMinutes(16),
        () ->
            olga.delete("/credentials/" + id + "?force=true&confirm=typed")
                .expect(403, "fresh_sign_in_required"));

    olga.delete("/credentials/" + id + "?force=true&confirm=typed").expect(204);
  }

  @Test
  void duplicate_copiesAllButTheSecret() {
    String id = credential().with("notes", "copied").addBy(olga);

    var copy =
        olga.post("/credentials/" + id + "/duplicate", Map.of("name", "copy " + id.substring(20)))
            .expect(201);

    assertThat(copy.at("/status")).isEqualTo("pending");
    assertThat(copy.at("/notes")).isEqualTo("copied");
    assertThat(copy.at("/fields/baseUrl")).isEqualTo(service.url(""));
    engine.resolve(copy.at("/id")).expect(409, "credential_pending");
    patch(copy.at("/id"), Map.of("fields", Map.of("token", FIRST))).expect(200);
    assertThat(token(copy.at("/id"))).isEqualTo(FIRST);
  }

  @Test
  void twins_ofTheSameSecret_areNamedToWhoSeesThemOnly() {
    String secret = "fake-twin-secret";
    String hidden = credential().named("olgas own").field("token", secret).addBy(olga);
    String shared =
        credential().named("the teams").field("token", secret).inWorkspace(workspace).addBy(olga);

    var added =
        manager.post("/credentials", credential().field("token", secret).body()).expect(201);

    assertThat(added.json().path("twins").valueStream().map(twin -> twin.path("id").asString()))
        .containsExactly(shared);
    assertThat(added.text()).doesNotContain(hidden).doesNotContain("olgas own");
  }

  @Test
  void expiry_approachingAndPast_showsAndRefuses() {
    var inTwentyDays = server.clock().instant().plus(Duration.ofDays(20)).toString();
    String id =
        credential().with("expiresAt", inTwentyDays).with("rotateEveryDays", null).addBy(olga);
    var reader = olga.withKey("credentials:read");

    assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("active");
    ahead(
        Duration.ofDays(7),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("expiring");
          engine.resolve(id).expect(200);
        });
    ahead(
        Duration.ofDays(21),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("expired");
          engine.resolve(id).expect(409, "credential_expired");
        });
  }

  @Test
  void rotationReminder_afterNinetyDays_isDueAndStillResolves() {
    String id = credential().addBy(olga);
    var reader = olga.withKey("credentials:read");

    ahead(
        Duration.ofDays(91),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("rotation_due");
          engine.resolve(id).expect(200);
        });
  }

  @Test
  void outcome_refusedThreeTimes_isFailingUntilItWorksAgain() {
    String id = credential().addBy(olga);
    String token = engine.resolve(id).at("/tokenId");

    outcome(id, token, "refused");
    outcome(id, token, "refused");
    assertThat(status(id)).isEqualTo("active");
    outcome(id, token, "refused");

    assertThat(status(id)).isEqualTo("failing");
    engine.resolve(id).expect(200);
    outcome(id, token, "ok");
    assertThat(status(id)).isEqualTo("active");
  }

  @Test
  void outcome_ofAnOlderToken_saysNothingOfTheNewOne() {
    String id = credential().addBy(olga);
    String old = engine.resolve(id).at("/tokenId");
    rotate(id, SECOND).expect(200);

    for (int i = 0; i < 3; i++) {
      outcome(id, old, "refused");
    }

    assertThat(status(id)).isEqualTo("active");
  }

  @Test
  void test_failing_isShownAndCuredByAGoodOne() {
    String id = credential().addBy(olga);

    service.answers(401, "{}");
    assertThat(olga.post("/credentials/" + id + "/test").expect(200).at("/ok")).isEqualTo("false");
    assertThat(status(id)).isEqualTo("failing");
    service.accepts(FIRST);
    assertThat(olga.post("/credentials/" + id + "/test").expect(200).at("/ok")).isEqualTo("true");

    assertThat(status(id)).isEqualTo("active");
    assertThat(actions(id)).contains("credential.tested");
  }

  @Test
  void scope_widened_needsTheRightThereAndAFreshSignIn() {
    String id = credential().addBy(manager);

    manager.patch("/credentials/" + id, Map.of("scope", "organization")).expect(403, "forbidden");
    ahead(
        Duration.ofMinutes(16),
        () ->
            manager
                .patch(
                    "/credentials/" + id,
                    Map.of("scope", "workspace", "workspace", workspace.toString()))
                .expect(403, "fresh_sign_in_required"));
    manager
        .patch(
            "/credentials/" + id, Map.of("scope", "workspace", "workspace", workspace.toString()))
        .expect(200);

    assertThat(editor.get("/credentials/" + id).expect(200).at("/level")).isEqualTo("use");
    assertThat(olga.get("/audit?target=" + id).text()).contains("credential.scope_changed");
  }

  @Test
  void scope_madePersonal_onlyByItsOwner() {
    String id = credential().inWorkspace(workspace).addBy(olga);

    manager.patch("/credentials/" + id, Map.of("scope", "personal")).expect(403, "forbidden");
    olga.patch("/credentials/" + id, Map.of("scope", "personal")).expect(200);

    editor.get("/credentials/" + id).expect(404, "credential_not_found");
  }

  @Test
  void scope_ofAnotherWorkspace_isNoneOfTheEditors() {
    var other = server.people().workspace("Elsewhere " + COUNT.incrementAndGet());
    String id = credential().inWorkspace(other).addBy(olga);

    editor.get("/credentials/" + id).expect(404, "credential_not_found");
    editor.post("/credentials/" + id + "/test").expect(404, "credential_not_found");
    manager.patch("/credentials/" + id, Map.of("notes", "x")).expect(404, "credential_not_found");
  }

  @Test
  void editor_addsOwnOnesOnly() {
    credential().addBy(editor);

    editor
        .post("/credentials", credential().inWorkspace(workspace).body())
        .expect(403, "forbidden");
    editor.post("/credentials", credential().inOrganization().body()).expect(403, "forbidden");
  }

  @Test
  void grant_givenAndTaken_changesAccessAtOnce() {
    String id = credential().addBy(olga);
    editor.get("/credentials/" + id).expect(404, "credential_not_found");

    olga.put("/credentials/" + id + "/grants/" + eli.id(), Map.of("level", "use")).expect(204);
    var used = editor.get("/credentials/" + id).expect(200);
    olga.put("/credentials/" + id + "/grants/" + eli.id(), Map.of("level", "view")).expect(204);
    var viewed = editor.get("/credentials/" + id).expect(200);
    olga.put("/credentials/" + id + "/grants/" + eli.id(), Map.of("level", "manage")).expect(204);
    editor.patch("/credentials/" + id, Map.of("notes", "mine too")).expect(200);
    olga.delete("/credentials/" + id + "/grants/" + eli.id()).expect(204);

    assertThat(used.at("/level")).isEqualTo("use");
    assertThat(used.json().path("fields").isNull()).isTrue();
    assertThat(viewed.at("/fields/baseUrl")).isNotEmpty();
    assertThat(viewed.at("/shared")).isEqualTo("true");
    editor.get("/credentials/" + id).expect(404, "credential_not_found");
  }

  @Test
  void explain_saysWhy_fromTheFunctionThatDecides() {
    String id = credential().inWorkspace(workspace).addBy(olga);

    var may = olga.get("/credentials/" + id + "/explain?person=" + eli.id()).expect(200);
    var own = editor.get("/credentials/" + id + "/explain").expect(200);

    assertThat(may.at("/allowed")).isEqualTo("true");
    assertThat(may.at("/level")).isEqualTo("use");
    assertThat(own.json()).isEqualTo(may.json());
    editor.get("/credentials/" + id + "/explain?person=" + mia.id()).expect(403, "forbidden");
  }

  @Test
  void leaver_personalCredentials_areDeactivatedAndOffBoarded() {
    var lea = server.people().add("lea", workspace, WorkspaceRole.EDITOR);
    var leas = server.api().signIn(lea.email());
    String id = credential().addBy(leas);
    olga.put("/credentials/" + id + "/grants/" + workspace, Map.of("level", "use")).expect(403);

    server.people().activate(lea, false);

    leas.get("/credentials").expect(401, "unauthenticated");
    var seen = olga.get("/credentials/" + id).expect(200);
    assertThat(seen.at("/status")).isEqualTo("deactivated");
    assertThat(seen.at("/level")).isEqualTo("see");
    olga.post("/credentials/" + id + "/test").expect(403, "forbidden");
    olga.delete("/credentials/" + id).expect(204);
  }

  @Test
  void auditor_readsMetadataAndTheRecord_andUsesNothing() {
    var auditor = server.api().signIn(server.people().add("ada", OrganizationRole.AUDITOR).email());
    String id = credential().inOrganization().addBy(olga);

    assertThat(auditor.get("/credentials/" + id).expect(200).at("/level")).isEqualTo("see");
    auditor.get("/audit").expect(200);
    auditor.post("/credentials/" + id + "/test").expect(403, "forbidden");
    auditor.post("/credentials", credential().body()).expect(403, "forbidden");
    editor.get("/audit").expect(403, "forbidden");
  }

  private TestCredentials credential() {
    return TestCredentials.http(service)
        .named("life " + COUNT.incrementAndGet())
        .field("token", FIRST);
  }

  private static Answer patch(String id, Map<String, Object> body) {
    return olga.patch("/credentials/" + id, body);
  }

  private static Answer rotate(String id, String secret) {
    return olga.post(
        "/credentials/" + id + "/rotate",
        Map.of("fields", Map.of("token", secret), "verify", false));
  }

  private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
    var fields = new java.util.HashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String token(String id) {
    return engine.resolve(id).expect(200).at("/fields/token");
  }

  private static String status(String id) {
    return olga.get("/credentials/" + id).expect(200).at("/status");
  }

  private static void outcome(String id, String token, String outcome) {
    engine
        .post(
            "/runtime/v1/credentials/" + id + "/outcome",
            Map.of("tokenId", token, "outcome", outcome))
        .expect(204);
  }

  private static JsonNode lastEvent(String id) {
    return olga.get("/credentials/" + id + "/audit?limit=1").expect(200).items().getFirst();
  }

  private static List<String> actions(String id) {
    return olga.get("/credentials/" + id + "/audit").expect(200).items().stream()
        .map(event -> event.path("action").asString())
        .toList();
  }

  private static List<String> states(String id) {
    return olga.get("/credentials/" + id + "/versions").expect(200).items().stream()
        .map(version -> version.path("state").asString())
        .toList();
  }

  private static long sealed(String id) {
    return server
        .jdbc()
        .sql(
            "select count(*) from credential_version where credential = :id and sealed is not null")
        .param("id", uuid(id))
        .query(Long.class)
        .single();
  }

  private static UUID uuid(String id) {
    return CredentialId.parse(id).orElseThrow().value();
  }

  private static void ahead(Duration by, Runnable work) {
    Instant before = server.clock().instant();
    server.clock().advance(by);
    try {
      work.run();
    } finally {
      server.clock().advance(by.negated());
      assertThat(server.clock().instant()).isAfterOrEqualTo(before);
    }
  }
}
