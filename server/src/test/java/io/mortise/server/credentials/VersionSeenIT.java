package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change that names the version it is about is refused where another one was saved since. */
class VersionSeenIT {
  @RegisterExtension static final Team team = new Team();

  @Test
  void rotate_afterAnotherRotation_isRefusedAndTheOtherSecretStays() {
    String id = Team.credential(team.service()).addBy(team.olga());
    rotate(id, "1", Team.SECOND).expect(200);

    var late = rotate(id, "1", "fake-third-secret-0003");

    assertThat(late.expect(412, "version_conflict").at("/version")).isEqualTo("2");
    assertThat(team.actions(id)).containsExactly("credential.rotated", "credential.created");
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
    rotate(id, "2", "fake-third-secret-0003").expect(200);
  }

  @Test
  void rotate_severalAtOnceOfOneVersion_oneIsMade() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    var rotations = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 4; i++) {
      String secret = "fake-concurrent-secret-" + i;
      rotations.add(() -> rotate(id, "1", secret));
    }

    var statuses = AtOnce.all(rotations).stream().map(Answer::status);

    assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
    assertThat(team.olga().get("/credentials/" + id).at("/secretVersion")).isEqualTo("2");
  }

  @Test
  void rollback_afterAnotherRotation_isRefusedAndDestroysNothing() {
    String id = Team.credential(team.service()).addBy(team.olga());
    rotate(id, "1", Team.SECOND).expect(200);
    rotate(id, "2", "fake-third-secret-0003").expect(200);

    var late = seen("2").post("/credentials/" + id + "/rollback");

    assertThat(late.expect(412, "version_conflict").at("/version")).isEqualTo("3");
    assertThat(team.token(id)).isEqualTo("fake-third-secret-0003");
    seen("3").post("/credentials/" + id + "/rollback").expect(200);
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
  }

  @Test
  void revokeAndRestore_afterAnotherChange_areRefused() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.olga().patch("/credentials/" + id, Map.of("notes", "used by payroll")).expect(200);
    String revoke = "/credentials/" + id + "/revoke";
    String restore = "/credentials/" + id + "/restore";

    seen("1").post(revoke + "?preview=true").expect(412, "version_conflict");
    seen("1").post(revoke).expect(412, "version_conflict");
    assertThat(team.status(id)).isEqualTo("active");
    seen("2").post(revoke).expect(200);
    seen("2").post(restore).expect(412, "version_conflict");
    assertThat(team.status(id)).isEqualTo("revoked");
    seen("3").post(restore).expect(200);
    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void revoke_severalAtOnceOfOneVersion_oneIsMade() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    Callable<Answer> revoke = () -> seen("1").post("/credentials/" + id + "/revoke");

    var statuses = AtOnce.all(List.of(revoke, revoke, revoke)).stream().map(Answer::status);

    assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412);
  }

  @Test
  void share_afterAnotherChange_isRefused() {
    String id = Team.credential(team.service()).addBy(team.olga());
    String grant = "/credentials/" + id + "/grants/" + team.eli().id();
    team.olga().patch("/credentials/" + id, Map.of("notes", "holds payroll")).expect(200);

    seen("1").put(grant, Map.of("level", "view")).expect(412, "version_conflict");
    assertThat(team.olga().get("/credentials/" + id + "/grants").expect(200).items()).isEmpty();
    seen("2").put(grant, Map.of("level", "view")).expect(204);
    seen("1").delete(grant).expect(412, "version_conflict");
    seen("2").delete(grant).expect(204);
  }

  private static Answer rotate(String id, String version, String secret) {
    return seen(version)
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", secret), "verify", false));
  }

  private static Api seen(String version) {
    return team.olga().with("If-Match", "\"" + version + "\"");
  }
}
