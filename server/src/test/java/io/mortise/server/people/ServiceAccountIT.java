package io.mortise.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPeople.TestPerson;
import io.mortise.server.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Service accounts: who manages them, what their API keys may do, and when they stop. */
class ServiceAccountIT {
  private static TestServer server;
  private static Api olga;
  private static WorkspaceId sales;
  private static WorkspaceId support;
  private static TestPerson max;
  private static Api manager;
  private static Api editor;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    sales = server.people().workspace("Sales");
    support = server.people().workspace("Support");
    max = server.people().add("max", sales, WorkspaceRole.MANAGER);
    manager = server.api().signIn(max.email());
    editor = server.api().signIn(server.people().add("eli", sales, WorkspaceRole.EDITOR).email());
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void create_inAWorkspace_isListedForThoseWhoManageIt() {
    var made =
        manager
            .post("/service-accounts", wanted("order-sync", sales, "manager", "Runs the orders."))
            .expect(201);

    assertThat(made.at("/id")).startsWith("svc_");
    assertThat(made.at("/workspace/name")).isEqualTo("Sales");
    assertThat(made.at("/role")).isEqualTo("manager");
    assertThat(made.at("/notes")).isEqualTo("Runs the orders.");
    assertThat(listed(manager)).contains(made.at("/id"));
    assertThat(listed(olga)).contains(made.at("/id"));
    assertThat(listed(editor)).doesNotContain(made.at("/id"));
  }

  @Test
  void create_ofTheOrganization_isForOwnersAndAdmins() {
    var admin = server.api().signIn(server.people().add("ada", OrganizationRole.ADMIN).email());

    var made = admin.post("/service-accounts", wanted("backup", null, "admin", null)).expect(201);

    assertThat(made.json().at("/workspace").isNull()).isTrue();
    manager
        .post("/service-accounts", wanted("backup", null, "admin", null))
        .expect(403, "forbidden");
    assertThat(listed(manager)).doesNotContain(made.at("/id"));
  }

  @Test
  void create_byAnEditorOrInAnotherWorkspace_isRefused() {
    editor
        .post("/service-accounts", wanted("mine", sales, "editor", null))
        .expect(403, "forbidden");
    assertThat(
            manager
                .post("/service-accounts", wanted("mine", support, "editor", null))
                .expect(400, "invalid_request")
                .pointers())
        .containsExactly("/workspace");
  }

  @ParameterizedTest
  @CsvSource({
    "admin, true, /role",
    "owner, true, /role",
    "Manager, true, /role",
    "editor, false, /role",
    "'', false, /role"
  })
  void create_roleOfAnotherKind_isRefused(String role, boolean inWorkspace, String pointer) {
    var refused =
        olga.post("/service-accounts", wanted("x", inWorkspace ? sales : null, role, null))
            .expect(400, "invalid_request");

    assertThat(refused.pointers()).containsExactly(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"admin\"}",
        "{\"name\":\"\",\"role\":\"admin\"}",
        "{\"name\":\"a/b\",\"role\":\"admin\"}",
        "{\"name\":\"x\",\"role\":\"viewer\",\"workspace\":\"nowhere\"}",
        "{\"name\":\"x\",\"role\":\"admin\",\"password\":\"a long fake password\"}",
        "{\"name\":5,\"role\":\"admin\"}"
      })
  void create_badRequest_isRefused(String body) {
    olga.post("/service-accounts", body).expect(400, "invalid_request");
  }

  @Test
  void key_ofAServiceAccount_resolvesWhatItManagesAndNothingElse() {
    var account = account(manager, "resolver", "manager");
    String inSales = credential(manager, "in-sales", sales);
    String inSupport = credential(olga, "in-support", support);
    String ofOlga =
        olga.post("/credentials", TestCredentials.petstore().body()).expect(201).at("/id");

    var key = olga.byToken(key(manager, account, "runtime:resolve").at("/token"));

    key.resolve(inSales).expect(200);
    key.resolve(inSupport).expect(404, "credential_not_found");
    key.resolve(ofOlga).expect(404, "credential_not_found");
  }

  @Test
  void key_ofAServiceAccount_resolvesAfterItsCreatorIsSuspended() {
    var leaving = server.people().add("lea-" + System.nanoTime(), sales, WorkspaceRole.MANAGER);
    var api = server.api().signIn(leaving.email());
    String credential = credential(api, "stays-" + System.nanoTime(), sales);
    var ofPerson =
        olga.byToken(
            api.post("/api-keys", Map.of("name", "own", "scopes", List.of("runtime:resolve")))
                .expect(201)
                .at("/token"));
    var ofAccount =
        olga.byToken(key(api, account(api, "engine", "manager"), "runtime:resolve").at("/token"));
    ofPerson.resolve(credential).expect(200);
    ofAccount.resolve(credential).expect(200);

    server.people().activate(leaving, false);

    ofPerson.resolve(credential).expect(401, "unauthenticated");
    ofAccount.resolve(credential).expect(200);
  }

  @Test
  void key_ofAnEditingServiceAccount_callsButDoesNotResolve() {
    String account = account(manager, "caller", "editor");

    manager.post("/api-keys", wantedKey(account, "runtime:resolve")).expect(403, "forbidden");
    key(manager, account, "runtime:call");
  }

  @Test
  void key_ofAServiceAccount_isManagedWithItsWorkspace() {
    String account = account(manager, "shared-engine", "manager");
    var made = key(manager, account, "runtime:resolve");
    var other =
        server.api().signIn(server.people().add("mo", sales, WorkspaceRole.MANAGER).email());

    assertThat(other.get("/api-keys/" + made.at("/id")).expect(200).at("/serviceAccount/id"))
        .isEqualTo(account);
    assertThat(made.at("/createdBy/name")).isEqualTo("max");
    editor.get("/api-keys/" + made.at("/id")).expect(404, "not_found");
    editor.post("/api-keys", wantedKey(account, "runtime:call")).expect(404, "not_found");
    var rotated =
        other
            .post("/api-keys/" + made.at("/id") + "/rotate", Map.of("overlapHours", 0))
            .expect(201);
    olga.byToken(made.at("/token")).resolve("pets").expect(401, "unauthenticated");
    olga.byToken(rotated.at("/token")).get("/runtime/v1/whoami").expect(200);
    other.delete("/api-keys/" + made.at("/id")).expect(204);
    olga.byToken(rotated.at("/token")).resolve("pets").expect(401, "unauthenticated");
  }

  @Test
  void key_ofAServiceAccount_isLimitedToItsWorkspaces() {
    String account = account(manager, "limited", "manager");
    var wanted = wantedKey(account, "runtime:call");
    wanted.put("workspaces", List.of(support.toString()));

    assertThat(olga.post("/api-keys", wanted).expect(400, "invalid_request").pointers())
        .containsExactly("/workspaces");
  }

  @Test
  void edit_role_holdsFromTheNextUseOn() {
    String account = account(manager, "demoted", "manager");
    String credential = credential(manager, "demoted-" + System.nanoTime(), sales);
    var key = olga.byToken(key(manager, account, "runtime:resolve").at("/token"));
    key.resolve(credential).expect(200);

    var edited =
        manager
            .patch("/service-accounts/" + account, Map.of("role", "viewer", "name", "demoted-2"))
            .expect(200);

    assertThat(edited.at("/role")).isEqualTo("viewer");
    assertThat(edited.at("/name")).isEqualTo("demoted-2");
    key.resolve(credential).expect(404, "credential_not_found");
  }

  @Test
  void edit_staleVersionUnknownFieldOrNullName_isRefused() {
    String account = account(manager, "edited", "viewer");

    manager
        .with("If-Match", "\"99\"")
        .patch("/service-accounts/" + account, Map.of("name", "x"))
        .expect(412, "version_conflict");
    manager
        .patch("/service-accounts/" + account, Map.of("workspace", support.toString()))
        .expect(400, "invalid_request");
    manager.patch("/service-accounts/" + account, "{\"name\":null}").expect(400, "invalid_request");
    editor.patch("/service-accounts/" + account, Map.of("name", "x")).expect(404, "not_found");
  }

  @Test
  void edit_notes_areClearedByNull() {
    String account = account(manager, "noted", "viewer");
    manager.patch("/service-accounts/" + account, Map.of("notes", "For the night.")).expect(200);

    var cleared = manager.patch("/service-accounts/" + account, "{\"notes\":null}").expect(200);

    assertThat(cleared.at("/notes")).isEmpty();
  }

  @Test
  void role_raised_needsAFreshSignIn() {
    String account = account(manager, "raised", "viewer");
    var stale = stale(server.api().signIn(max.email()));

    stale
        .patch("/service-accounts/" + account, Map.of("role", "manager"))
        .expect(403, "fresh_sign_in_required");
    stale.patch("/service-accounts/" + account, Map.of("notes", "n")).expect(200);
    manager.patch("/service-accounts/" + account, Map.of("role", "manager")).expect(200);
    stale.patch("/service-accounts/" + account, Map.of("role", "viewer")).expect(200);
    stale(server.api().signIn(Api.OWNER_EMAIL))
        .post("/service-accounts", wanted("root", null, "admin", null))
        .expect(403, "fresh_sign_in_required");
  }

  @Test
  void account_takenOutOfItsWorkspace_isStillListedAndMayDoNothing() {
    String account = account(manager, "taken-out", "manager");
    String credential = credential(manager, "taken-out-" + System.nanoTime(), sales);
    var key = olga.byToken(key(manager, account, "runtime:resolve").at("/token"));
    server
        .jdbc()
        .sql("delete from workspace_member where principal = :id")
        .param("id", ServiceAccountId.parse(account).orElseThrow().value())
        .update();

    assertThat(listed(manager)).contains(account);
    var edited = manager.patch("/service-accounts/" + account, Map.of("notes", "Why?")).expect(200);
    assertThat(edited.at("/role")).isEqualTo("none");
    key.resolve(credential).expect(404, "credential_not_found");
    manager.patch("/service-accounts/" + account, Map.of("role", "manager")).expect(200);
    key.resolve(credential).expect(200);
  }

  @Test
  void key_narrowed_isLimitedToWorkspacesOfItsOwner() {
    var made = key(olga, account(olga, "narrowed", "manager"), "runtime:call");

    assertThat(
            olga.patch(
                    "/api-keys/" + made.at("/id"),
                    Map.of("workspaces", List.of(support.toString())))
                .expect(400, "invalid_request")
                .pointers())
        .containsExactly("/workspaces");
    olga.patch("/api-keys/" + made.at("/id"), Map.of("workspaces", List.of(sales.toString())))
        .expect(200);
  }

  @Test
  void key_rotated_isNotedForThePersonWhoSawTheToken() {
    var made = key(manager, account(manager, "seen", "manager"), "runtime:call");
    assertThat(shownTo(made.at("/id"))).isEqualTo("max");

    olga.post("/api-keys/" + made.at("/id") + "/rotate").expect(201);

    assertThat(shownTo(made.at("/id"))).isNotEqualTo("max");
    assertThat(olga.get("/api-keys/" + made.at("/id")).expect(200).at("/createdBy/name"))
        .isEqualTo("max");
  }

  @Test
  void deletedAccount_isInNoAccessListAndItsKeyIsExplained() {
    String account = account(manager, "removed", "editor");
    String credential = credential(manager, "removed-" + System.nanoTime(), sales);
    var made = key(manager, account, "runtime:call");
    manager
        .put("/credentials/" + credential + "/grants/" + account, Map.of("level", "view"))
        .expect(204);

    manager.delete("/service-accounts/" + account).expect(204);

    assertThat(manager.get("/credentials/" + credential + "/grants").expect(200).items()).isEmpty();
    var explained =
        manager.get("/credentials/" + credential + "/explain?key=" + made.at("/id")).expect(200);
    assertThat(explained.at("/codes/0")).isEqualTo("owner_deleted");
    assertThat(explained.at("/allowed")).isEqualTo("false");
  }

  @Test
  void delete_endsItsKeysAtOnce() {
    String account = account(manager, "gone", "manager");
    String credential = credential(manager, "gone-" + System.nanoTime(), sales);
    var made = key(manager, account, "runtime:resolve");
    var key = olga.byToken(made.at("/token"));
    key.resolve(credential).expect(200);

    manager.delete("/service-accounts/" + account).expect(204);

    key.resolve(credential).expect(401, "unauthenticated");
    manager.get("/api-keys/" + made.at("/id")).expect(404, "not_found");
    manager.delete("/service-accounts/" + account).expect(404, "not_found");
    assertThat(listed(olga)).doesNotContain(account);
  }

  @Test
  void serviceAccount_isSharedWithAndExplainedLikeAPerson() {
    String account = account(manager, "guest", "editor");
    String credential = credential(olga, "shared-" + System.nanoTime(), support);
    var before = explain(credential, account);
    assertThat(before.at("/allowed")).isEqualTo("false");
    assertThat(before.at("/codes/0")).isEqualTo("other_workspace");

    olga.put("/credentials/" + credential + "/grants/" + account, Map.of("level", "use"))
        .expect(204);

    var grant = olga.get("/credentials/" + credential + "/grants").expect(200).items().getFirst();
    assertThat(grant.at("/subject/type").asString()).isEqualTo("service_account");
    assertThat(grant.at("/subject/name").asString()).isEqualTo("guest");
    assertThat(explain(credential, account).at("/allowed")).isEqualTo("true");
  }

  @Test
  void explain_unknownServiceAccount_isToldOnlyToThoseWhoMayAsk() {
    String credential = credential(olga, "asked-" + System.nanoTime(), support);
    String nobody = "svc_01m7xt1szdej6vbnnhkqpvk8dq";

    olga.get("/credentials/" + credential + "/explain?serviceAccount=" + nobody)
        .expect(404, "not_found");
    editor
        .get("/credentials/" + credential + "/explain?serviceAccount=" + nobody)
        .expect(404, "credential_not_found");
  }

  @Test
  void everyChange_isInTheAuditLog() {
    String account = account(manager, "audited", "viewer");
    manager.patch("/service-accounts/" + account, Map.of("role", "editor")).expect(200);
    key(manager, account, "runtime:call");
    manager.delete("/service-accounts/" + account).expect(204);

    var events = olga.get("/audit?target=" + account).expect(200).items();

    assertThat(events)
        .extracting(event -> event.at("/action").asString())
        .containsExactly(
            "service_account.deleted", "service_account.updated", "service_account.created");
    assertThat(events.get(1).at("/detail/role").asString()).isEqualTo("editor");
    assertThat(events.getFirst().at("/actor/name").asString()).isEqualTo("max");
  }

  @Test
  void serviceAccount_doesNotSignInAndManagesNoAccount() {
    String account = account(manager, "machine", "manager");
    var key =
        olga.byToken(key(manager, account, "credentials:read", "credentials:write").at("/token"));

    assertThat(key.get("/me").expect(200).at("/user/id")).isEqualTo(account);
    key.get("/me/sessions").expect(403, "forbidden");
    key.get("/service-accounts").expect(403, "forbidden");
  }

  @Test
  void credential_addedByAServiceAccount_belongsToIt() {
    String account = account(manager, "adder", "manager");
    var key =
        olga.byToken(key(manager, account, "credentials:write", "credentials:read").at("/token"));

    var added =
        key.post("/credentials", TestCredentials.petstore().inWorkspace(sales).body()).expect(201);

    assertThat(added.at("/owner/id")).isEqualTo(account);
    assertThat(olga.get("/credentials/" + added.at("/id")).expect(200).at("/owner/name"))
        .isEqualTo("adder");
    assertThat(
            olga.get("/credentials/" + added.at("/id") + "/versions")
                .expect(200)
                .items()
                .getFirst()
                .at("/createdBy/id")
                .asString())
        .isEqualTo(account);
  }

  /** A session whose password was given longer ago than a fresh sign-in. */
  private static Api stale(Api api) {
    server
        .jdbc()
        .sql("update session set confirmed_at = confirmed_at - interval '1 hour' where id = :id")
        .param("id", sessionOf(api))
        .update();
    return api;
  }

  private static UUID sessionOf(Api api) {
    String current =
        api.get("/me/sessions").expect(200).items().stream()
            .filter(session -> session.at("/current").asBoolean())
            .findFirst()
            .orElseThrow()
            .at("/id")
            .asString();
    return SessionId.parse(current).orElseThrow().value();
  }

  private static String shownTo(String key) {
    return server
        .jdbc()
        .sql(
            "select p.name from api_key k join principal p on p.id = k.token_shown_to where k.id = :id")
        .param("id", ApiKeyId.parse(key).orElseThrow().value())
        .query(String.class)
        .single();
  }

  private static List<String> listed(Api api) {
    return api.get("/service-accounts?limit=200").expect(200).items().stream()
        .map(account -> account.at("/id").asString())
        .toList();
  }

  private static String account(Api api, String name, String role) {
    return api.post("/service-accounts", wanted(name, sales, role, null)).expect(201).at("/id");
  }

  private static Answer key(Api api, String account, String... scopes) {
    return api.post("/api-keys", wantedKey(account, scopes)).expect(201);
  }

  private static Map<String, Object> wantedKey(String account, String... scopes) {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("name", "key of " + account);
    wanted.put("scopes", List.of(scopes));
    wanted.put("serviceAccount", account);
    return wanted;
  }

  private static Map<String, Object> wanted(
      String name, @Nullable WorkspaceId workspace, String role, @Nullable String notes) {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("name", name);
    wanted.put("role", role);
    if (workspace != null) {
      wanted.put("workspace", workspace.toString());
    }
    if (notes != null) {
      wanted.put("notes", notes);
    }
    return wanted;
  }

  private static String credential(Api api, String name, WorkspaceId workspace) {
    return api.post(
            "/credentials", TestCredentials.petstore().named(name).inWorkspace(workspace).body())
        .expect(201)
        .at("/id");
  }

  private static Answer explain(String credential, String account) {
    return olga.get("/credentials/" + credential + "/explain?serviceAccount=" + account)
        .expect(200);
  }
}
