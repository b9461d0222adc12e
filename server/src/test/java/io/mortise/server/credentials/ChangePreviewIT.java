package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Before somebody narrows, unshares or revokes a credential, its engines that stop are named. */
class ChangePreviewIT {
  private static final String PREVIEW = "?preview=true";

  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;
  private static WorkspaceId sales;

  /** Olga's key for the workspace alone, the editor's key, and Olga's key without a limit. */
  private static Api bound;

  private static Api editors;
  private static Api free;

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
    sales = team.server().people().workspace("Sales");
    bound =
        team.olga()
            .withKey(
                Map.of(
                    "name",
                    "bound",
                    "scopes",
                    List.of("runtime:resolve"),
                    "workspaces",
                    List.of(team.workspace().toString())));
    editors = team.editor().withKey(Map.of("name", "editors", "scopes", List.of("runtime:call")));
    free = team.olga().withKey(Map.of("name", "free", "scopes", List.of("runtime:resolve")));
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void scope_toAnotherWorkspace_stopsTheKeysThatDoNotReachIt() {
    String id =
        usedByAll(Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga()));
    var narrower = Map.of("scope", "workspace", "workspace", sales.toString());

    var preview = team.olga().patch("/credentials/" + id + PREVIEW, narrower).expect(200);

    assertThat(keys(preview)).containsExactlyInAnyOrder("bound", "editors");
    assertThat(preview.json().path("stops")).isEmpty();
    assertThat(preview.at("/engines/0/uses")).isEqualTo("1");
    assertThat(preview.at("/engines/0/lastUsedAt")).isNotEmpty();
    assertThat(team.olga().get("/credentials/" + id).at("/workspace/id"))
        .isEqualTo(team.workspace().toString());
    team.olga().patch("/credentials/" + id, narrower).expect(200);
    bound.resolve(id).expect(404);
    editors.get("/runtime/v1/proxy/" + id + "/x").expect(404);
    free.resolve(id).expect(200);
  }

  @Test
  void scope_toPersonal_stopsKeysLimitedToWorkspacesAndThoseOfOthers() {
    String id =
        usedByAll(Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga()));

    var preview =
        team.olga().patch("/credentials/" + id + PREVIEW, Map.of("scope", "personal")).expect(200);

    assertThat(keys(preview)).containsExactlyInAnyOrder("bound", "editors");
  }

  @Test
  void scope_wider_stopsNobody() {
    String id =
        usedByAll(Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga()));

    var preview =
        team.olga()
            .patch("/credentials/" + id + PREVIEW, Map.of("scope", "organization"))
            .expect(200);

    assertThat(keys(preview)).isEmpty();
  }

  @Test
  void unshare_withTheWorkspace_stopsItsKeys() {
    String id = Team.credential(service).inWorkspace(sales).addBy(team.olga());
    String grant = "/credentials/" + id + "/grants/" + team.workspace();
    team.olga().put(grant, Map.of("level", "use")).expect(204);
    usedByAll(id);

    var preview = team.olga().delete(grant + PREVIEW).expect(200);

    assertThat(keys(preview)).containsExactlyInAnyOrder("bound", "editors");
    editors.get("/runtime/v1/proxy/" + id + "/x").expect(200);
    team.olga().delete(grant).expect(204);
    editors.get("/runtime/v1/proxy/" + id + "/x").expect(404);
    team.olga().delete(grant + PREVIEW).expect(404);
  }

  @Test
  void share_atALowerLevel_stopsKeysThatResolve() {
    String id = Team.credential(service).inWorkspace(sales).addBy(team.olga());
    String grant = "/credentials/" + id + "/grants/" + team.mia().id();
    team.olga().put(grant, Map.of("level", "manage")).expect(204);
    var managers =
        team.manager().withKey(Map.of("name", "managers", "scopes", List.of("runtime:resolve")));
    managers.resolve(id).expect(200);

    var preview = team.olga().put(grant + PREVIEW, Map.of("level", "use")).expect(200);

    assertThat(keys(preview)).containsExactly("managers");
    managers.resolve(id).expect(200);
    assertThat(keys(team.olga().put(grant + PREVIEW, Map.of("level", "manage")).expect(200)))
        .isEmpty();
    team.editor().put(grant + PREVIEW, Map.of("level", "use")).expect(404);
  }

  @Test
  void revoke_stopsEveryKeyThatStillWorks() {
    String id =
        usedByAll(Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga()));
    var gone = team.olga().withKey(Map.of("name", "gone", "scopes", List.of("runtime:resolve")));
    gone.resolve(id).expect(200);
    String key =
        team.olga().get("/api-keys").items().stream()
            .filter(each -> each.path("name").asString().equals("gone"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    team.olga().delete("/api-keys/" + key).expect(204);

    var preview = team.olga().post("/credentials/" + id + "/revoke" + PREVIEW).expect(200);

    assertThat(keys(preview)).containsExactlyInAnyOrder("bound", "editors", "free");
    assertThat(team.status(id)).isEqualTo("active");
    team.olga().post("/credentials/" + id + "/revoke").expect(200);
    assertThat(keys(team.olga().post("/credentials/" + id + "/revoke" + PREVIEW).expect(200)))
        .isEmpty();
  }

  @Test
  void preview_byWhoMayNotChange_isRefusedLikeTheChange() {
    String id = Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga());

    team.editor().patch("/credentials/" + id + PREVIEW, Map.of("scope", "personal")).expect(403);
    team.editor().post("/credentials/" + id + "/revoke" + PREVIEW).expect(403);
    team.editor().delete("/credentials/" + id + "/grants/" + sales + PREVIEW).expect(403);
  }

  private static String usedByAll(String id) {
    bound.resolve(id).expect(200);
    editors.get("/runtime/v1/proxy/" + id + "/x").expect(200);
    free.resolve(id).expect(200);
    return id;
  }

  private static List<String> keys(Answer preview) {
    return preview
        .json()
        .path("engines")
        .valueStream()
        .map(engine -> engine.at("/key/name").asString())
        .toList();
  }
}
