package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an engine did is told under the name of its service account, and says how its key ended. */
class EngineNamesIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  private String account = "";
  private Answer key;
  private Api engine;
  private String credential = "";

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @BeforeEach
  void use() {
    account =
        team.olga()
            .post("/service-accounts", Map.of("name", "order-sync", "role", "admin"))
            .expect(201)
            .at("/id");
    key = newKey(Map.of());
    engine = team.olga().byToken(key.at("/token"));
    credential = Team.credential(service).inOrganization().addBy(team.olga());
    engine.resolve(credential).expect(200);
  }

  @Test
  void uses_byAKeyOfAServiceAccount_nameBoth() {
    var user = user();

    assertThat(user.at("/users/0/name")).isEqualTo("engine");
    assertThat(user.at("/users/0/serviceAccount/id")).isEqualTo(account);
    assertThat(user.at("/users/0/serviceAccount/name")).isEqualTo("order-sync");
    assertThat(user.json().at("/users/0/ended").isNull()).isTrue();
    assertThat(inTheWay().at("/engines/0/serviceAccount/name")).isEqualTo("order-sync");
    assertThat(inTheWay().json().at("/engines/0/ended").isNull()).isTrue();
  }

  @Test
  void uses_byAKeyOfAPerson_nameNoServiceAccount() {
    String id = Team.credential(service).addBy(team.olga());
    team.engine().resolve(id).expect(200);

    var refused = team.olga().delete("/credentials/" + id).expect(409);

    assertThat(refused.json().at("/engines/0/serviceAccount").isNull()).isTrue();
  }

  @Test
  void uses_ofADeletedServiceAccount_saySo() {
    team.olga().delete("/service-accounts/" + account).expect(204);

    assertThat(user().at("/users/0/ended")).isEqualTo("owner_deleted");
    assertThat(user().at("/users/0/serviceAccount/name")).isEqualTo("order-sync");
    assertThat(inTheWay().at("/engines/0/ended")).isEqualTo("owner_deleted");
  }

  @Test
  void uses_ofARevokedKey_saySo() {
    team.olga().delete("/api-keys/" + key.at("/id")).expect(204);

    assertThat(user().at("/users/0/ended")).isEqualTo("key_revoked");
    assertThat(inTheWay().at("/engines/0/ended")).isEqualTo("key_revoked");
  }

  @Test
  void uses_ofAnExpiredKey_saySo() {
    var expiring = newKey(Map.of("expiresAt", Instant.now().plus(Duration.ofDays(2)).toString()));
    String id = Team.credential(service).inOrganization().addBy(team.olga());
    team.olga().byToken(expiring.at("/token")).resolve(id).expect(200);
    var reader = team.olga().withKey("credentials:write");

    team.ahead(
        Duration.ofDays(3),
        () ->
            assertThat(reader.delete("/credentials/" + id).expect(409).at("/engines/0/ended"))
                .isEqualTo("key_expired"));
  }

  @Test
  void event_byAKeyOfAServiceAccount_namesBoth() {
    var used = team.events(credential).getFirst();

    assertThat(used.at("/actor/type").asString()).isEqualTo("api_key");
    assertThat(used.at("/actor/name").asString()).isEqualTo("engine");
    assertThat(used.at("/actor/owner/type").asString()).isEqualTo("service_account");
    assertThat(used.at("/actor/owner/id").asString()).isEqualTo(account);
    assertThat(used.at("/actor/owner/name").asString()).isEqualTo("order-sync");
    var alone = team.olga().get("/audit/" + used.path("seq").asLong()).expect(200);
    assertThat(alone.at("/actor/owner/id")).isEqualTo(account);
  }

  @Test
  void event_byAKeyOfADeletedServiceAccount_stillNamesIt() {
    team.olga().delete("/service-accounts/" + account).expect(204);

    assertThat(team.events(credential).getFirst().at("/actor/owner/name").asString())
        .isEqualTo("order-sync");
  }

  @Test
  void event_byAKeyOfAPerson_namesThePerson() {
    team.engine().resolve(credential).expect(200);

    var owner = team.events(credential).getFirst().at("/actor/owner");

    assertThat(owner.path("type").asString()).isEqualTo("user");
    assertThat(owner.path("name").asString()).isEqualTo("Olga");
  }

  @Test
  void event_byAPersonAtABrowser_hasNoOwner() {
    var added = team.events(credential).getLast();

    assertThat(added.at("/actor/type").asString()).isEqualTo("user");
    assertThat(added.at("/actor/owner").isMissingNode()).isTrue();
  }

  @Test
  void filter_byAServiceAccount_findsWhatItsKeysDid() {
    var found = team.olga().get("/audit?actor=" + account).expect(200).items();

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().path("action").asString()).isEqualTo("credential.used");
    assertThat(found.getFirst().at("/target/id").asString()).isEqualTo(credential);
  }

  @Test
  void filter_byAPerson_findsWhatTheirKeysDid() {
    var keyed = team.manager().withKey("runtime:call");
    String id = Team.credential(service).inWorkspace(team.workspace()).addBy(team.olga());
    keyed.get("/runtime/v1/proxy/" + id + "/test").expect(200);

    var found =
        team.olga()
            .get("/audit?actor=" + team.mia().id() + "&target=" + id + "&action=credential.used")
            .expect(200)
            .items();

    assertThat(found).hasSize(1);
  }

  @Test
  void export_byAKeyOfAServiceAccount_isTheChainAlone() {
    assertThat(team.olga().get("/audit/export?format=jsonl").expect(200).text())
        .contains("\"engine\"")
        .doesNotContain("\"owner\":{");
  }

  private Answer newKey(Map<String, Object> more) {
    var wanted = new LinkedHashMap<String, Object>(more);
    wanted.put("name", "engine");
    wanted.put("scopes", List.of("runtime:resolve"));
    wanted.put("serviceAccount", account);
    return team.olga().post("/api-keys", wanted).expect(201);
  }

  private Answer user() {
    team.server().bean(CredentialUses.class).write();
    return team.olga().get("/credentials/" + credential + "/usage?days=1").expect(200);
  }

  /** The refusal to delete the credential. */
  private Answer inTheWay() {
    return team.olga().delete("/credentials/" + credential).expect(409, "credential_in_use");
  }
}
