package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A credential that engines use is deleted only after its name is typed. */
class DeleteInUseIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void delete_usedByAnEngine_isRefusedAndNamesIt() {
    String id = used("refused " + Team.next());

    var refused = team.olga().delete("/credentials/" + id).expect(409, "credential_in_use");

    assertThat(refused.json().path("engines")).hasSize(1);
    assertThat(refused.at("/engines/0/key/id")).startsWith("key_");
    assertThat(refused.at("/engines/0/key/name")).startsWith("fake key");
    assertThat(refused.at("/engines/0/flow")).isEqualTo("order-sync");
    assertThat(refused.at("/engines/0/uses")).isEqualTo("2");
    assertThat(refused.at("/engines/0/lastUsedAt")).isNotEmpty();
    assertThat(refused.json().path("flows")).isEmpty();
    team.olga().get("/credentials/" + id).expect(200);
    team.engine().resolve(id).expect(200);
  }

  @Test
  void delete_usedByAnEngine_isConfirmedByItsNameAlone() {
    String id = used("typed");

    var other = team.olga().delete("/credentials/" + id + "?confirm=Typed");
    assertThat(other.expect(400, "invalid_request").pointers()).containsExactly("/confirm");
    team.ahead(
        Duration.ofMinutes(16),
        () -> team.olga().delete("/credentials/" + id + "?confirm=typed").expect(204));

    team.engine().resolve(id).expect(404, "credential_not_found");
  }

  @Test
  void delete_useThatIsNotYetWritten_counts() {
    String id = Team.credential(service).addBy(team.olga());
    team.engine().resolve(id).expect(200);

    team.olga().delete("/credentials/" + id).expect(409, "credential_in_use");
  }

  @Test
  void delete_usedThirtyDaysAgo_needsNoName() {
    String id = used("long ago");
    var writer = team.olga().withKey("credentials:write");

    team.ahead(Duration.ofDays(29), () -> writer.delete("/credentials/" + id).expect(409));
    team.ahead(Duration.ofDays(30), () -> writer.delete("/credentials/" + id).expect(204));
  }

  @Test
  void delete_tested_isNotInUse() {
    String id = Team.credential(service).addBy(team.olga());
    team.olga().post("/credentials/" + id + "/test").expect(200);

    team.olga().delete("/credentials/" + id).expect(204);
  }

  @Test
  void delete_wrongNameOfOneThatIsNotUsed_isRefused() {
    String id = Team.credential(service).named("unused").addBy(team.olga());

    var refused = team.olga().delete("/credentials/" + id + "?confirm=other").expect(400);

    assertThat(refused.pointers()).containsExactly("/confirm");
    team.olga().delete("/credentials/" + id + "?confirm=unused").expect(204);
  }

  private static String used(String name) {
    String id = Team.credential(service).named(name).addBy(team.olga());
    team.engine().resolve(id, Map.of("flow", "order-sync")).expect(200);
    team.engine().resolve(id, Map.of("flow", "order-sync")).expect(200);
    return id;
  }
}
