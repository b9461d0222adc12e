package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What engines report of tokens that they were handed, and nobody else can report. */
class OutcomeIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  @BeforeAll
  static void start() {
    service = DialectServer.start();
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void tokenId_madeUp_countsForNothing() {
    String id = Team.credential(service).addBy(team.olga());
    String real = team.engine().resolve(id).expect(200).at("/tokenId");
    var uuid = Team.uuid(id);
    byte[] asBefore =
        ByteBuffer.allocate(20)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .putInt(1)
            .array();

    for (String made :
        List.of(
            base64(asBefore),
            base64(new byte[24]),
            base64(withLastBitChanged(real)),
            base64(withAnotherVersion(real)),
            real.substring(0, real.length() - 2),
            real + "AA",
            "!")) {
      assertThat(report(team.engine(), id, made, "refused").expect(400).pointers())
          .containsExactly("/tokenId");
      team.engine().resolve(id, Map.of("rejected", made)).expect(200);
    }

    assertThat(team.status(id)).isEqualTo("active");
    assertThat(team.actions(id)).doesNotContain("credential.refused_by_service");
  }

  @Test
  void tokenId_isTheSameForOneSecretAndTellsNothing() {
    String id = Team.credential(service).addBy(team.olga());
    String first = team.engine().resolve(id).at("/tokenId");

    assertThat(team.engine().resolve(id).at("/tokenId")).isEqualTo(first);
    team.rotate(id, Team.SECOND).expect(200);
    assertThat(team.engine().resolve(id).at("/tokenId")).isNotEqualTo(first);
  }

  @Test
  void outcome_refused_isOnTheAuditLogAndSoIsTheFirstGoodOne() {
    String id = Team.credential(service).addBy(team.olga());
    String token = team.engine().resolve(id).at("/tokenId");

    for (String outcome : List.of("ok", "refused", "refused", "ok", "ok")) {
      team.outcome(id, token, outcome);
    }

    assertThat(team.actions(id))
        .containsExactly(
            "credential.accepted_by_service",
            "credential.refused_by_service",
            "credential.refused_by_service",
            "credential.used",
            "credential.created");
    assertThat(team.lastEvent(id).at("/version").asInt()).isEqualTo(1);
    assertThat(team.lastEvent(id).at("/actor/type").asString()).isEqualTo("api_key");
  }

  @Test
  void outcome_ofAKeyThatOnlyCalls_isForbidden() {
    String id = Team.credential(service).addBy(team.olga());
    String token = team.engine().resolve(id).at("/tokenId");

    report(team.olga().withKey("runtime:call"), id, token, "refused").expect(403, "forbidden");
    report(team.olga().withKey("credentials:read"), id, token, "refused").expect(404);

    assertThat(team.actions(id)).doesNotContain("credential.refused_by_service");
  }

  @Test
  void call_refusedByTheService_isOnTheAuditLog() {
    String id = Team.credential(service).addBy(team.olga());
    service.answers(401, "{}");

    team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(401);
    service.answers(200, "{}");
    team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(200);

    assertThat(team.actions(id))
        .startsWith(
            "credential.accepted_by_service", "credential.used", "credential.refused_by_service");
  }

  @Test
  void resolve_inAWorkspace_findsWhatIsItsOwnGrantedOrTheOrganizations() {
    var elsewhere = team.server().people().workspace("Elsewhere");
    String own = Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga());
    String organization = Team.credential(service).inOrganization().addBy(team.olga());
    String personal = Team.credential(service).addBy(team.olga());
    String granted = Team.credential(service).inWorkspace(elsewhere).addBy(team.olga());
    String other = Team.credential(service).inWorkspace(elsewhere).addBy(team.olga());
    team.olga()
        .put("/credentials/" + granted + "/grants/" + team.workspace(), Map.of("level", "use"))
        .expect(204);
    var there = Map.of("workspace", team.workspace().toString());

    for (String id : List.of(own, organization, granted)) {
      team.engine().resolve(id, there).expect(200);
    }
    for (String id : List.of(personal, other)) {
      team.engine().resolve(id, there).expect(404, "credential_not_found");
      team.engine().resolve(id).expect(200);
    }
    team.engine().resolve(own, Map.of("workspace", "nowhere")).expect(400, "invalid_request");
  }

  @Test
  void usage_isPerKeyAndTheFlowThatItNames() {
    String id = Team.credential(service).addBy(team.olga());
    var orders =
        team.olga().withKey(Map.of("name", "order-sync", "scopes", List.of("runtime:resolve")));
    orders.resolve(id, Map.of("flow", "nightly")).expect(200);
    orders.resolve(id, Map.of("flow", "nightly")).expect(200);
    orders.resolve(id).expect(200);
    team.engine().resolve(id, Map.of("flow", "nightly")).expect(200);
    team.server().bean(CredentialUses.class).write();

    var usage = team.olga().get("/credentials/" + id + "/usage?days=1").expect(200);

    assertThat(usage.at("/total")).isEqualTo("4");
    assertThat(usage.at("/users/0/type")).isEqualTo("key");
    assertThat(usage.at("/users/0/name")).isEqualTo("order-sync");
    assertThat(usage.at("/users/0/flow")).isEqualTo("nightly");
    assertThat(usage.at("/users/0/ok")).isEqualTo("2");
    assertThat(usage.at("/users/0/id")).startsWith("key_");
    assertThat(usage.at("/users/0/lastAt")).isNotEmpty();
    assertThat(usage.json().path("users")).hasSize(3);
    assertThat(usage.at("/flows/0/ok")).isEqualTo("3");
  }

  private static Answer report(Api engine, String id, String token, String outcome) {
    return engine.post(
        "/runtime/v1/credentials/" + id + "/outcome", Map.of("tokenId", token, "outcome", outcome));
  }

  private static byte[] withLastBitChanged(String token) {
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  private static byte[] withAnotherVersion(String token) {
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    bytes[3] ^= 1;
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
