package io.mortise.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.credentials.CredentialGrace;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** One table of what is done and the actions that it leaves on the audit log, oldest first. */
class EveryActionIT {
  private static final String FIRST = "fake-first-0001";
  private static final String SECOND = "fake-second-0002";

  /**
   * Shown in place of a damaged row; and written by retention, and with tokens of OAuth, which have
   * tests of their own.
   */
  private static final List<String> ELSEWHERE =
      List.of(
          "audit.unreadable",
          "audit.dropped",
          "credential.refreshed",
          "credential.reauthorized",
          "credential.revoked_at_service",
          "oauth_app.refused_by_service",
          "oauth_app.accepted_by_service");

  private static TestServer server;
  private static DialectServer service;
  private static Api olga;
  private static Api engine;
  private static Api editor;
  private static int count;

  /**
   * @param prepare makes what the call is about, before events are counted
   */
  private record Row(
      String done, Supplier<String> prepare, Consumer<String> call, List<String> actions) {}

  @BeforeAll
  static void start() {
    server = TestServer.start();
    service = DialectServer.start();
    olga = server.api();
    engine = olga;
    editor = olga;
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyChangeAndUse() {
    var rows = new ArrayList<Row>();
    rows.addAll(beginnings());
    rows.addAll(ofCredentials());
    rows.addAll(ofTheLifeOfCredentials());
    rows.addAll(ofUses());
    rows.addAll(ofPeople());
    rows.addAll(ofMachines());
    rows.addAll(ofApps());
    return Stream.concat(
        rows.stream().map(row -> DynamicTest.dynamicTest(row.done(), () -> check(row))),
        Stream.of(
            DynamicTest.dynamicTest("every action stands in the table", () -> complete(rows))));
  }

  private static List<Row> beginnings() {
    return List.of(
        row(
            "initial setup",
            olga::setUp,
            "organization.created",
            "member.joined",
            "workspace.created",
            "session.started"),
        row(
            "a key is made",
            () -> engine = olga.withKey("runtime:resolve", "runtime:call"),
            "api_key.created"),
        row(
            "somebody else signs in",
            () ->
                editor =
                    server
                        .api()
                        .signIn(
                            server.people().add("Eli", workspace(), WorkspaceRole.EDITOR).email()),
            "session.started"));
  }

  private static List<Row> ofApps() {
    return List.of(
        row("an OAuth app is added", () -> app(), "oauth_app.created"),
        row(
            "an OAuth app is renamed",
            EveryActionIT::app,
            id -> olga.patch("/oauth/apps/" + id, Map.of("name", "renamed")).expect(200),
            "oauth_app.updated"),
        row(
            "an OAuth app gets a second secret",
            EveryActionIT::app,
            id ->
                olga.post("/oauth/apps/" + id + "/secrets", Map.of("clientSecret", SECOND))
                    .expect(201),
            "oauth_app.updated"),
        row(
            "an OAuth app is deleted",
            EveryActionIT::app,
            id -> olga.delete("/oauth/apps/" + id).expect(204),
            "oauth_app.deleted"));
  }

  private static String app() {
    return olga.post(
            "/oauth/apps",
            Map.of(
                "name",
                "app",
                "connector",
                "http",
                "clientId",
                "acme",
                "clientSecret",
                FIRST,
                "fields",
                Map.of("tokenUrl", service.url("/token"))))
        .expect(201)
        .at("/id");
  }

  private static List<Row> ofCredentials() {
    return List.of(
        row("added", EveryActionIT::added, "credential.created"),
        row(
            "added with a secret that is there",
            () -> http("first").field("token", FIRST).addBy(olga),
            id -> http("same").field("token", FIRST).addBy(olga),
            "credential.created",
            "credential.duplicate_found",
            "credential.duplicate_found"),
        row("tried out", () -> "", EveryActionIT::tryOut, "credential.tested"),
        row(
            "tested",
            EveryActionIT::added,
            id -> olga.post("/credentials/" + id + "/test").expect(200),
            "credential.tested",
            "credential.tested"),
        row(
            "notes edited",
            EveryActionIT::added,
            id -> olga.patch("/credentials/" + id, Map.of("notes", "n")).expect(200),
            "credential.updated"),
        row(
            "moved",
            EveryActionIT::added,
            id -> olga.patch("/credentials/" + id, Map.of("scope", "organization")).expect(200),
            "credential.updated",
            "credential.scope_changed"),
        row(
            "secret edited",
            EveryActionIT::added,
            EveryActionIT::editSecret,
            "credential.updated",
            "credential.rotated"),
        row("rotated", EveryActionIT::added, EveryActionIT::rotate, "credential.rotated"));
  }

  private static List<Row> ofTheLifeOfCredentials() {
    return List.of(
        row(
            "rolled back",
            EveryActionIT::rotated,
            id -> olga.post("/credentials/" + id + "/rollback").expect(200),
            "credential.rolled_back"),
        row(
            "revoked",
            EveryActionIT::added,
            id -> olga.post("/credentials/" + id + "/revoke").expect(200),
            "credential.revoked"),
        row(
            "restored",
            EveryActionIT::revoked,
            id -> olga.post("/credentials/" + id + "/restore").expect(200),
            "credential.restored"),
        row(
            "duplicated",
            EveryActionIT::added,
            id -> olga.post("/credentials/" + id + "/duplicate").expect(201),
            "credential.duplicated"),
        row("shared", EveryActionIT::added, EveryActionIT::share, "credential.shared"),
        row(
            "unshared",
            EveryActionIT::shared,
            id -> olga.delete("/credentials/" + id + "/grants/" + workspace()).expect(204),
            "credential.unshared"),
        row(
            "deleted, and its name freed",
            () -> http("freed").named("freed").inOrganization().addBy(olga),
            id -> {
              olga.delete("/credentials/" + id).expect(204);
              olga.delete("/credentials/" + id + "/reservation?name=freed").expect(204);
            },
            "credential.deleted",
            "credential.reservation_freed"),
        row(
            "grace over",
            () -> {
              server.jdbc().sql("update credential_version set destroy_after = null").update();
              return rotated();
            },
            id -> {
              server
                  .jdbc()
                  .sql(
                      "update credential_version set destroy_after = now() where destroy_after is not null")
                  .update();
              server.bean(CredentialGrace.class).destroyDue();
            },
            "credential.version_destroyed"));
  }

  private static List<Row> ofUses() {
    return List.of(
        row(
            "resolved",
            EveryActionIT::added,
            id -> engine.resolve(id).expect(200),
            "credential.used"),
        row(
            "resolve refused",
            EveryActionIT::revoked,
            id -> engine.resolve(id).expect(410),
            "credential.refused refused"),
        row(
            "resolve of what is not there",
            () -> engine.resolve("cred_01m7xt1szdej6vbnnhkqpvk8dq").expect(404),
            "credential.refused refused"),
        row(
            "called",
            EveryActionIT::added,
            id -> engine.get("/runtime/v1/proxy/" + id + "/x").expect(200),
            "credential.used"),
        row(
            "call refused, then accepted, by the service",
            EveryActionIT::added,
            EveryActionIT::refuseAndAccept,
            "credential.used",
            "credential.refused_by_service failed",
            "credential.used",
            "credential.accepted_by_service"),
        row(
            "not permitted",
            EveryActionIT::shared,
            id -> editor.post("/credentials/" + id + "/rotate", Map.of()).expect(403),
            "credential.refused refused"),
        row(
            "exported",
            () -> olga.get("/audit/export?format=csv&fromSeq=1&toSeq=2").expect(200),
            "audit.exported"),
        row("verified", () -> olga.post("/audit/verify").expect(200), "audit.verified"));
  }

  private static List<Row> ofPeople() {
    return List.of(
        row("signed in", () -> server.api().signIn(Api.OWNER_EMAIL), "session.started"),
        row(
            "wrong password",
            () ->
                server
                    .api()
                    .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", "wrong"))
                    .expect(401),
            "session.refused refused"),
        row(
            "unknown address",
            () ->
                server
                    .api()
                    .post("/session", Map.of("email", "x@example.test", "password", "wrong"))
                    .expect(401),
            "session.refused refused"),
        row(
            "password shown again",
            () -> olga.post("/session/confirm", Map.of("password", Api.PASSWORD)).expect(204),
            "session.confirmed"),
        row(
            "wrong password shown again",
            () -> olga.post("/session/confirm", Map.of("password", "wrong")).expect(403),
            "session.confirmed refused"),
        row(
            "name changed",
            () -> olga.patch("/me", Map.of("name", "Olga Owner")).expect(200),
            "member.updated"),
        row(
            "password changed",
            () ->
                olga.put(
                        "/me/password",
                        Map.of("password", Api.PASSWORD, "newPassword", Api.PASSWORD))
                    .expect(204),
            "member.password_changed"),
        row(
            "wrong password on changing it",
            () ->
                olga.put("/me/password", Map.of("password", "wrong", "newPassword", Api.PASSWORD))
                    .expect(403),
            "member.password_changed refused"),
        row(
            "signed out",
            () -> server.api().signIn(Api.OWNER_EMAIL).delete("/session").expect(204),
            "session.started",
            "session.ended"));
  }

  private static List<Row> ofMachines() {
    return List.of(
        row("service account added", () -> serviceAccount(), "service_account.created"),
        row(
            "service account renamed",
            EveryActionIT::serviceAccount,
            id -> olga.patch("/service-accounts/" + id, Map.of("name", "renamed")).expect(200),
            "service_account.updated"),
        row(
            "service account deleted",
            EveryActionIT::serviceAccount,
            id -> olga.delete("/service-accounts/" + id).expect(204),
            "service_account.deleted"),
        row(
            "key narrowed",
            EveryActionIT::key,
            id -> olga.patch("/api-keys/" + id, Map.of("name", "renamed")).expect(200),
            "api_key.updated"),
        row(
            "key rotated",
            EveryActionIT::key,
            id -> olga.post("/api-keys/" + id + "/rotate").expect(201),
            "api_key.rotated"),
        row(
            "key revoked",
            EveryActionIT::key,
            id -> olga.delete("/api-keys/" + id).expect(204),
            "api_key.revoked"));
  }

  private static String serviceAccount() {
    return olga.post("/service-accounts", Map.of("name", "engine", "role", "admin"))
        .expect(201)
        .at("/id");
  }

  private static void check(Row row) {
    String prepared = row.prepare().get();
    long before = lastSeq();

    row.call().accept(prepared);

    var events = eventsAfter(before);
    assertThat(events.stream().map(EveryActionIT::described))
        .as(row.done())
        .containsExactlyElementsOf(row.actions());
    for (JsonNode event : events) {
      assertThat(event.at("/actor/type").asString()).as(row.done()).isNotEmpty();
      assertThat(event.at("/target/type").asString()).as(row.done()).isNotEmpty();
      boolean byTheServer = event.at("/actor/type").asString().equals("system");
      assertThat(event.path("address").asString("")).isEqualTo(byTheServer ? "" : "127.0.0.1");
      assertThat(event.toString()).doesNotContain(FIRST, SECOND, Api.PASSWORD);
    }
  }

  /** The action, with how it ended where that was not well. */
  private static String described(JsonNode event) {
    String outcome = event.path("outcome").asString();
    return event.path("action").asString() + (outcome.equals("ok") ? "" : " " + outcome);
  }

  private static void complete(List<Row> rows) {
    var known = new TreeSet<String>();
    Arrays.stream(AuditAction.values()).map(AuditAction::wire).forEach(known::add);
    var table = new TreeSet<>(ELSEWHERE);
    rows.forEach(row -> row.actions().forEach(action -> table.add(action.split(" ")[0])));

    assertThat(table).isEqualTo(known);
  }

  private static Row row(String done, Runnable call, String... actions) {
    return new Row(done, () -> "", none -> call.run(), List.of(actions));
  }

  private static Row row(
      String done, Supplier<String> prepare, Consumer<String> call, String... actions) {
    return new Row(done, prepare, call, List.of(actions));
  }

  private static TestCredentials http(String name) {
    return TestCredentials.http(service).named(name + " " + ++count);
  }

  /** Each has a secret of its own, so that none is a duplicate. */
  private static String added() {
    return http("audited").field("token", "fake-token-" + ++count).addBy(olga);
  }

  private static String rotated() {
    String id = added();
    rotate(id);
    return id;
  }

  private static String revoked() {
    String id = added();
    olga.post("/credentials/" + id + "/revoke").expect(200);
    return id;
  }

  private static String shared() {
    String id = added();
    share(id);
    return id;
  }

  private static void rotate(String id) {
    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", FIRST + ++count), "verify", false))
        .expect(200);
  }

  private static void editSecret(String id) {
    olga.patch(
            "/credentials/" + id,
            Map.of("fields", Map.of("token", SECOND + ++count), "verify", false))
        .expect(200);
  }

  private static void share(String id) {
    olga.put("/credentials/" + id + "/grants/" + workspace(), Map.of("level", "use")).expect(204);
  }

  private static void tryOut(String none) {
    var body = new LinkedHashMap<>(http("tried").field("token", FIRST).body());
    body.keySet().retainAll(List.of("connector", "method", "fields"));
    olga.post("/credentials/test", body).expect(200);
  }

  private static void refuseAndAccept(String id) {
    service.answers(401, "{}");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(401);
    service.answers(200, "{}");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);
  }

  private static String key() {
    return olga.post("/api-keys", Map.of("name", "k", "scopes", List.of("runtime:call")))
        .expect(201)
        .at("/id");
  }

  private static WorkspaceId workspace() {
    return server.people().defaultWorkspace();
  }

  private static long lastSeq() {
    return server
        .jdbc()
        .sql("select coalesce(max(seq), 0) from audit_event")
        .query(Long.class)
        .single();
  }

  /** Oldest first, as an auditor reads them. */
  private static List<JsonNode> eventsAfter(long seq) {
    return olga.get("/audit?limit=20").expect(200).items().reversed().stream()
        .filter(event -> event.path("seq").asLong() > seq)
        .toList();
  }
}
