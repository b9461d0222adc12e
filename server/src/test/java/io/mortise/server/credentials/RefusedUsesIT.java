package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A request that was refused is on the audit log, and is a use nowhere. */
class RefusedUsesIT {
  private static final String FLOW = "flow_" + new UUID(0, 7).toString().replace("-", "");

  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  private String keyName = "";
  private Api engine;

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @BeforeEach
  void newKey() {
    keyName = "refused engine " + Team.next();
    engine =
        team.olga()
            .withKey(Map.of("name", keyName, "scopes", List.of("runtime:resolve", "runtime:call")));
  }

  @Test
  void use_ofARevokedCredential_isCountedNowhere() {
    String id = Team.credential(service).addBy(team.olga());
    team.olga().post("/credentials/" + id + "/revoke").expect(200);

    engine.resolve(id, Map.of("flow", "nightly")).expect(410, "credential_revoked");
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(410, "credential_revoked");

    assertUnused(id);
  }

  @Test
  void use_byAKeyThatOnlyCalls_isCountedNowhere() {
    String id = Team.credential(service).addBy(team.olga());
    engine = team.olga().withKey(Map.of("name", keyName, "scopes", List.of("runtime:call")));

    engine.resolve(id).expect(403, "forbidden");

    assertUnused(id);
  }

  @Test
  void use_ofAPersonalCredentialOfAnother_isCountedNowhere() {
    String id = Team.credential(service).with("scope", "personal").addBy(team.manager());

    engine.resolve(id).expect(404, "credential_not_found");

    team.server().bean(CredentialUses.class).write();
    team.manager().delete("/credentials/" + id).expect(204);
  }

  @Test
  void use_forAFlowThatIsNotPermitted_isCountedNowhere() {
    String id = Team.credential(service).addBy(team.olga());

    engine.resolve(id, Map.of("flow", FLOW)).expect(403, "credential_not_permitted");

    assertUnused(id);
  }

  @Test
  void refusal_besideUses_addsNothingToThem() {
    String id = Team.credential(service).addBy(team.olga());
    engine.resolve(id).expect(200);
    engine.resolve(id, Map.of("flow", FLOW)).expect(403, "credential_not_permitted");

    var refused = team.olga().delete("/credentials/" + id).expect(409, "credential_in_use");

    assertThat(refused.json().path("engines")).hasSize(1);
    assertThat(refused.at("/engines/0/uses")).isEqualTo("1");
    assertThat(usage(id).path("total").asInt()).isEqualTo(1);
  }

  private void assertUnused(String id) {
    team.server().bean(CredentialUses.class).write();
    var usage = usage(id);
    assertThat(usage.path("total").asInt()).isZero();
    assertThat(usage.at("/days/0/failed").asInt()).isZero();
    assertThat(usage.path("users")).isEmpty();
    assertThat(usage.path("flows")).isEmpty();
    assertThat(team.olga().get("/credentials/" + id).json().path("lastUsedAt").isNull()).isTrue();
    assertThat(usesOfTheKey()).isZero();
    assertThat(team.events(id))
        .anyMatch(event -> "refused".equals(event.path("outcome").asString()));
    team.olga().delete("/credentials/" + id).expect(204);
  }

  private static JsonNode usage(String id) {
    return team.olga().get("/credentials/" + id + "/usage?days=1").expect(200).json();
  }

  private long usesOfTheKey() {
    return team.olga().get("/api-keys?limit=200").expect(200).items().stream()
        .filter(key -> keyName.equals(key.path("name").asString()))
        .mapToLong(key -> key.path("uses").asLong())
        .sum();
  }
}
