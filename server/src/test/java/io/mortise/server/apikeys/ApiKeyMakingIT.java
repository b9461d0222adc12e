package io.mortise.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who makes an API key, and with which limits. */
class ApiKeyMakingIT {
  private static TestServer server;
  private static WorkspaceId sales;
  private static WorkspaceId support;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    sales = server.people().defaultWorkspace();
    support = server.people().workspace("Support");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void apiKeys_ofAnother_areNeitherListedNorRevoked() {
    var made =
        olga.post("/api-keys", Map.of("name", "olgas", "scopes", List.of("runtime:call")))
            .expect(201);
    var eli =
        server
            .people()
            .add(
                "eli-" + System.nanoTime(),
                server.people().defaultWorkspace(),
                WorkspaceRole.EDITOR);
    var editor = server.api().signIn(eli.email());

    assertThat(editor.get("/api-keys?limit=200").expect(200).text()).doesNotContain(made.at("/id"));
    editor.delete("/api-keys/" + made.at("/id")).expect(404, "not_found");
    olga.byToken(made.at("/token")).get("/runtime/v1/whoami").expect(200);
  }

  @Test
  void apiKey_makingAKey_isRefused() {
    olga.withKey("credentials:write")
        .post("/api-keys", Map.of("name", "x", "scopes", List.of("runtime:call")))
        .expect(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"k\"}",
        "{\"name\":\"k\",\"scopes\":[]}",
        "{\"name\":\"k\",\"scopes\":[\"everything\"]}",
        "{\"scopes\":[\"runtime:call\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"workspaces\":[\"nowhere\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"workspaces\":[\"ws_01m7xt1szdej6vbnnhkqpvk8dq\"]}",
        "{\"name\":\"k\",\"scopes\":[\"runtime:call\"],\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
        "{\"name\":\"k\",\"scopes\":[null]}"
      })
  void apiKey_badRequest_isRefused(String body) {
    olga.post("/api-keys", body).expect(400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspaces", "flows"})
  void apiKey_limitedToNothing_isNotOneWithoutLimit(String limit) {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("name", "filtered");
    wanted.put("scopes", List.of("runtime:call"));

    wanted.put(limit, List.of());
    var empty = olga.post("/api-keys", wanted).expect(400, "invalid_request");
    wanted.put(limit, null);
    var unlimited = olga.post("/api-keys", wanted).expect(201);

    assertThat(empty.pointers()).containsExactly("/" + limit);
    assertThat(unlimited.at("/" + limit)).isEmpty();
  }

  @Test
  void apiKey_made_isOnTheRecordWithItsLimits() {
    String flow = TypedId.format("flow", UUID.randomUUID());
    String until = "2099-01-01T00:00:00Z";
    var both = Stream.of(sales, support).map(WorkspaceId::toString).sorted().toList();
    var scopes = List.of("runtime:call");

    olga.withKey(
        Map.of("scopes", scopes, "workspaces", both, "flows", List.of(flow), "expiresAt", until));
    var limited = lastMade().path("detail");
    olga.withKey("runtime:call");
    var unlimited = lastMade().path("detail");

    assertThat(limited.path("scopes").asString()).isEqualTo("runtime:call");
    assertThat(limited.path("workspaces").asString()).isEqualTo(String.join(" ", both));
    assertThat(limited.path("flows").asString()).isEqualTo(flow);
    assertThat(limited.path("expiresAt").asString()).isEqualTo(until);
    assertThat(unlimited.propertyNames()).containsExactly("scopes");
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
  void idempotencyKey_ofAnApiKey_isReplayedWithoutTheToken() {
    var once = olga.with("Idempotency-Key", "key-2");
    var body = Map.of("name", "ci", "scopes", List.of("runtime:call"));

    var first = once.post("/api-keys", body).expect(201);
    var again = once.post("/api-keys", body).expect(201);

    assertThat(first.at("/token")).startsWith("mrt_");
    assertThat(again.at("/token")).isEmpty();
    assertThat(again.at("/id")).isEqualTo(first.at("/id"));
  }

  private static JsonNode lastMade() {
    return olga.get("/audit?limit=1&action=api_key.created").expect(200).items().getFirst();
  }
}
