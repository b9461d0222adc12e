package io.mortise.server.browser;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organization as it looks after half a year: some people, forty credentials in every status,
 * uses on the charts, events on the record. What cannot happen here (services that answer, time
 * that passed) is written to the database.
 */
final class LifelikeOrganization {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHART_DAYS = 30;
  private static final List<String> MEMBERS =
      List.of("name", "connector", "method", "scope", "environment", "notes", "tags");
  private static final String PHONE =
      "Mozilla/5.0 (Android 16; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0";
  private static final String FAILED =
      """
      test_failed = true, last_tested_at = now() - interval '3 hours', last_test =
        '{"ok": false, "reason": "unauthorized", "httpStatus": 401, "latencyMillis": 93,
          "message": "The service does not accept the token.",
          "remedy": "Make a new token in the shop and rotate the credential."}'
      """;

  /** As long as a name may be, with markup, an emoji, and letters that run from right to left. */
  static final String HOSTILE =
      "<b>שלום 🔑 %s &amp; {{name}} عقد".formatted("verylongwithoutanybreak".repeat(2));

  private final TestServer server;
  private final JdbcClient jdbc;
  private final Api olga;
  private final Map<String, String> ids = new LinkedHashMap<>();

  private LifelikeOrganization(TestServer server) {
    this.server = server;
    this.jdbc = server.jdbc();
    this.olga = server.api().setUp();
  }

  static LifelikeOrganization in(TestServer server) {
    var organization = new LifelikeOrganization(server);
    organization.addPeople();
    organization.addCredentials();
    organization.addHistory();
    organization.olga.delete("/first-steps").expect(204);
    return organization;
  }

  /** Its owner, signed in. */
  Api olga() {
    return olga;
  }

  String id(String credential) {
    return Objects.requireNonNull(ids.get(credential), credential);
  }

  private void addPeople() {
    var people = server.people();
    var workspace = people.defaultWorkspace();
    people.add("Mia", workspace, WorkspaceRole.MANAGER);
    people.add("Ben", workspace, WorkspaceRole.EDITOR);
    people.add("Ada", OrganizationRole.AUDITOR);
    people.workspace("Finance");
    var left = people.add("Tom", workspace, WorkspaceRole.MANAGER);
    var body =
        Map.of(
            "connector", "github",
            "method", "bearer",
            "name", "tom-releases",
            "fields", Map.of("token", "ghp_fake-not-a-secret-tom"),
            "verify", false);
    ids.put(
        "tom-releases",
        server.api().signIn(left.email()).post("/credentials", body).expect(201).at("/id"));
    people.activate(left, false);
  }

  private void addCredentials() {
    for (JsonNode wanted : JSON.readTree(resource())) {
      add(wanted);
    }
    var copy = Map.of("name", "shop-fr");
    ids.put(
        "shop-fr",
        olga.post("/credentials/" + id("shop-eu") + "/duplicate", copy).expect(201).at("/id"));
    ids.put("old-partner", TestCredentials.github().named("old-partner").addBy(olga));
    ids.put("hostile", TestCredentials.github().named(HOSTILE).addBy(olga));
    share("acme-prod-slack", "Finance");
    share("stripe-live", "Finance");
  }

  private void add(JsonNode wanted) {
    var body = new LinkedHashMap<String, Object>();
    for (String member : MEMBERS) {
      if (wanted.has(member)) {
        body.put(member, JSON.convertValue(wanted.get(member), Object.class));
      }
    }
    var fields = new LinkedHashMap<String, Object>();
    wanted
        .get("fields")
        .properties()
        .forEach(
            field -> fields.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class)));
    boolean practice = wanted.path("connector").asString().equals("petstore");
    if (practice) {
      fields.put("key", server.practiceKey());
    }
    if (wanted.path("scope").asString().equals("workspace")) {
      body.put("workspace", server.people().defaultWorkspace().toString());
    }
    body.put("fields", fields);
    body.put("verify", practice);
    String id = olga.post("/credentials", body).expect(201).at("/id");
    String name = wanted.path("name").asString();
    ids.put(name, id);
    age(name, wanted);
  }

  private void age(String name, JsonNode wanted) {
    if (wanted.has("identity")) {
      test(name, wanted.get("identity").asString());
    }
    if (wanted.has("usedMinutesAgo")) {
      var ago = Duration.ofMinutes(wanted.get("usedMinutesAgo").asLong());
      set(name, "last_used_at = :value", Instant.now().minus(ago).atOffset(ZoneOffset.UTC));
    }
    switch (wanted.path("state").asString("")) {
      case "rotation_due" -> set(name, "rotate_by = now() - interval '2 days'");
      case "expiring" -> set(name, "expires_at = now() + interval '9 days'");
      case "expired" -> set(name, "expires_at = now() - interval '3 days'");
      case "failing" -> set(name, FAILED);
      case "reauthorize" -> set(name, "reauthorize_since = now() - interval '5 hours'");
      case "unreadable" -> set(name, "unreadable_since = now() - interval '1 day'");
      case "revoked" -> olga.post("/credentials/" + id(name) + "/revoke").expect(200);
      default -> {}
    }
  }

  private void share(String credential, String workspace) {
    String to =
        olga.get("/workspaces").items().stream()
            .filter(each -> each.path("name").asString().equals(workspace))
            .map(each -> each.path("id").asString())
            .findFirst()
            .orElseThrow();
    olga.send("PUT", "/credentials/" + id(credential) + "/grants/" + to, Map.of("level", "use"))
        .expect(204);
  }

  /** Uses on the chart of one credential, versions of it, and a few real uses on the record. */
  private void test(String name, String identity) {
    set(
        name,
        "identity = :value, last_tested_at = now() - interval '7 hours', last_test = "
            + "'{\"ok\":true,\"message\":\"The service accepts it.\",\"latencyMillis\":182}'",
        identity);
  }

  private void addHistory() {
    for (int day = 0; day < CHART_DAYS; day++) {
      use(
          "acme-prod-slack",
          "Order alerts",
          day,
          40 + (day * 37) % 60,
          day == 6 ? 9 : day % 11 == 0 ? 2 : 0);
      use("acme-prod-slack", "Weekly digest", day, day % 7 == 0 ? 12 : 0, 0);
    }
    var rotated = Map.of("fields", Map.of("token", "xoxb-fake-not-a-secret-new"), "verify", false);
    olga.post("/credentials/" + id("acme-prod-slack") + "/rotate", rotated).expect(200);
    test("acme-prod-slack", "mortise-bot in Acme");
    olga.delete("/credentials/" + id("old-partner")).expect(204);
    var engine =
        olga.withKey(Map.of("name", "Orders engine", "scopes", List.of("runtime:resolve")));
    engine
        .resolve(
            id("pets"), Map.of("flow", "nightly-report", "run", "run-4711", "step", "read-pets"))
        .expect(200);
    engine.resolve(id("gitlab-mirror")).expect(410);
    server.api().with("User-Agent", PHONE).signIn(Api.OWNER_EMAIL);
    addKeys();
    engine.resolve(id("acme-prod-slack")).expect(200);
  }

  private void addKeys() {
    var reports = Map.of("name", "Nightly reports", "scopes", List.of("runtime:call"));
    String rotated = olga.post("/api-keys", reports).expect(201).at("/id");
    olga.post("/api-keys/" + rotated + "/rotate").expect(201);
    addServiceAccounts();
    olga.withKey(Map.of("name", "Old importer", "scopes", List.of("credentials:read")));
    jdbc.sql("update api_key set workspaces = array[null]::uuid[] where name = 'Old importer'")
        .update();
  }

  /** One of the workspace with a key and a share of its own, and one of the organization. */
  private void addServiceAccounts() {
    String engine =
        olga.post(
                "/service-accounts",
                Map.of(
                    "name", "orders-engine",
                    "workspace", server.people().defaultWorkspace().toString(),
                    "role", "manager",
                    "notes", "Runs the order flows. The commerce team looks after it."))
            .expect(201)
            .at("/id");
    olga.post("/service-accounts", Map.of("name", "backup", "role", "admin")).expect(201);
    var key =
        Map.of("name", "Orders sync", "scopes", List.of("runtime:call"), "serviceAccount", engine);
    olga.post("/api-keys", key).expect(201);
    olga.put("/credentials/" + id("acme-prod-slack") + "/grants/" + engine, Map.of("level", "view"))
        .expect(204);
  }

  private void use(String credential, String flow, int daysAgo, int ok, int failed) {
    jdbc.sql(
            """
            insert into credential_use (organization, credential, flow, day, ok, failed)
            select organization, id, :flow, current_date - :ago, :ok, :failed from credential
            where name = :name
            on conflict do nothing
            """)
        .param("flow", flow)
        .param("ago", daysAgo)
        .param("ok", ok)
        .param("failed", failed)
        .param("name", credential)
        .update();
  }

  private void set(String credential, String change) {
    jdbc.sql("update credential set " + change + " where name = :name")
        .param("name", credential)
        .update();
  }

  private void set(String credential, String change, Object value) {
    jdbc.sql("update credential set " + change + " where name = :name")
        .param("name", credential)
        .param("value", value)
        .update();
  }

  private static String resource() {
    try (InputStream in = LifelikeOrganization.class.getResourceAsStream("credentials.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
