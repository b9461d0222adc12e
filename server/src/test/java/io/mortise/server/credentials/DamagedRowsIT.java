package io.mortise.server.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.vault.Vault;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that no release of Mortise writes harms nobody but itself. */
class DamagedRowsIT {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public_fields = '[]'",
        "public_fields = '\"x\"'",
        "public_fields = '1'",
        "public_fields = 'null'",
        "public_fields = 'true'",
        "last_test = '{}'",
        "last_test = '[]'",
        "last_test = '\"x\"'",
        "last_test = '5'",
        "last_test = 'null'",
        "last_test = '{\"ok\":\"yes\",\"message\":\"m\",\"latencyMillis\":1}'",
        "last_test = '{\"ok\":true,\"message\":{\"a\":1},\"latencyMillis\":1}'",
        "last_test = '{\"ok\":true,\"message\":\"m\",\"reason\":[1],\"latencyMillis\":1}'",
        "expires_at = 'infinity'",
        "expires_at = '-infinity'",
        "rotate_by = 'infinity'",
        "created_at = '-infinity'",
        "updated_at = 'infinity'",
        "revoked_at = 'infinity'",
        "last_used_at = 'infinity'",
        "last_tested_at = '-infinity'",
        "rotate_every_days = 2147483647",
        "created_at = '294276-12-31'",
        "expires_at = '12000-01-01'",
        "rotate_by = '4000-01-01 BC'",
        "tags = array[null, 'x']",
        "secret_names = array[null]::text[]"
      })
  void row_damaged_isUnreadableAndCanBeRepairedOrDeleted(String change) {
    String repaired = damaged(change);
    String deleted = damaged(change);

    var listed = team.olga().get("/credentials?limit=200").expect(200).items();
    assertThat(listed)
        .filteredOn(item -> List.of(repaired, deleted).contains(item.path("id").asString()))
        .hasSize(2)
        .allMatch(item -> item.path("status").asString().equals("unreadable"))
        .allMatch(item -> item.path("statusReason").asString().contains("damaged"));
    assertThat(team.olga().get("/credentials?status=unreadable").expect(200).text())
        .contains(repaired);
    assertThat(team.olga().get("/credentials?status=active&limit=200").expect(200).text())
        .doesNotContain(repaired);
    team.olga().get("/credentials/summary").expect(200);
    team.olga().get("/credentials/" + repaired).expect(200);
    team.olga().get("/credentials/" + repaired + "/versions").expect(200);
    team.olga()
        .patch("/credentials/" + repaired, Map.of("notes", "looked at"))
        .expect(503, "credential_unreadable");

    team.olga().delete("/credentials/" + deleted).expect(204);
    var cured =
        team.olga()
            .post(
                "/credentials/" + repaired + "/rotate",
                Map.of("fields", everything(), "verify", false))
            .expect(200);
    assertThat(cured.at("/status"))
        .isEqualTo(change.startsWith("revoked_at") ? "revoked" : "active");
    assertThat(cured.at("/fields/baseUrl")).isEqualTo(service.url(""));
    team.olga().post("/credentials/" + repaired + "/restore").expect(200);
    assertThat(team.engine().resolve(repaired).expect(200).at("/fields/token"))
        .isEqualTo(Team.SECOND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ok\":true,\"message\":\"It works.\",\"latencyMillis\":5,\"severity\":\"of a newer release\"}",
        "{\"ok\":true,\"message\":\"It works.\",\"latencyMillis\":5,\"httpStatus\":null,\"x\":{\"y\":[]}}",
        "{\"ok\":true,\"message\":\"It works.\",\"latencyMillis\":1e400,\"httpStatus\":1e30}"
      })
  void test_withUnknownMembers_isReadWithoutThem(String stored) {
    String id = damaged("last_test = '" + stored + "'");

    var shown = team.olga().get("/credentials/" + id).expect(200);

    assertThat(shown.at("/status")).isEqualTo("active");
    assertThat(shown.at("/lastTest/message")).isEqualTo("It works.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "", "\n"})
  void type_damaged_isPutRightByAnyEdit(String type) {
    String id = damaged("type = '%s', type_group = '%s'".formatted(type, type));

    team.olga().patch("/credentials/" + id, Map.of("notes", "looked at")).expect(200);

    var shown = team.olga().get("/credentials/" + id).expect(200);
    assertThat(shown.at("/type")).isEqualTo("bearer");
    assertThat(team.olga().get("/credentials?type=bearer&limit=200").expect(200).text())
        .contains(id);
  }

  @Test
  void version_madeExtremelyLongAgo_isRolledBackTo() {
    String id = Team.credential(service).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);
    team.server()
        .database()
        .execute(
            "update credential_version set created_at = '294276-12-31' where version = 1 and credential = '%s'"
                .formatted(Team.uuid(id)));

    team.olga().post("/credentials/" + id + "/rollback").expect(200);

    assertThat(team.token(id)).isEqualTo(Team.FIRST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scopes = array[null]::text[]",
        "scopes = array[array['runtime:call']]",
        "workspaces = array[null]::uuid[]",
        "workspaces = array[array[gen_random_uuid()]]",
        "flows = array[null]::uuid[]",
        "flows = array[array[gen_random_uuid()]]"
      })
  void apiKey_damaged_isNoKeyAndHarmsNoList(String change) {
    String credential = Team.credential(service).addBy(team.olga());
    var made =
        team.olga()
            .post("/api-keys", Map.of("name", "damaged", "scopes", List.of("runtime:resolve")))
            .expect(201);
    var key = team.server().api().byToken(made.at("/token"));
    var id = ApiKeyId.parse(made.at("/id")).orElseThrow();
    team.server()
        .database()
        .execute("update api_key set %s where id = '%s'".formatted(change, id.value()));

    key.resolve(credential).expect(401, "unauthenticated");
    key.get("/credentials").expect(401, "unauthenticated");
    var shown = team.olga().get("/api-keys/" + made.at("/id")).expect(200).json();
    assertThat(shown.path("damaged").asBoolean()).isTrue();
    assertThat(shown.path("workspaces").isArray()).as("not shown as unlimited").isTrue();
    assertThat(shown.path("flows").isArray()).as("not shown as unlimited").isTrue();
    assertThat(team.olga().get("/api-keys?limit=200").expect(200).items()).contains(shown);
    team.olga()
        .patch("/api-keys/" + made.at("/id"), Map.of("name", "x"))
        .expect(400, "invalid_request");
    team.olga().post("/api-keys/" + made.at("/id") + "/rotate").expect(400, "invalid_request");
    team.olga().delete("/api-keys/" + made.at("/id")).expect(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "credential set version = 9223372036854775807",
        "credential set version = -1",
        "credential set secret_version = 2147483647",
        "credential set secret_version = -1",
        "credential set refusals_in_row = 2147483647",
        "credential_version set version = 2147483647",
        "api_key set version = 9223372036854775807",
        "guard set generation = 9223372036854775807",
        "credential_use set ok = 9223372036854775807",
        "credential_use set failed = -1"
      })
  void counter_outsideItsBounds_isRefusedByTheDatabase(String change) {
    String id = Team.credential(service).addBy(team.olga());
    team.engine().resolve(id).expect(200);
    team.olga().get("/credentials/" + id + "/usage").expect(200);

    assertThatThrownBy(() -> team.server().database().execute("update " + change))
        .hasStackTraceContaining("_in_bounds");
  }

  @Test
  void version_atItsLast_startsAgain() {
    String id = damaged("version = 9007199254740991");

    var changed =
        team.olga()
            .with("If-Match", "\"9007199254740991\"")
            .patch("/credentials/" + id, Map.of("notes", "looked at"))
            .expect(200);

    assertThat(changed.at("/version")).isEqualTo("1");
    team.olga().post("/credentials/" + id + "/revoke").expect(200);
  }

  @Test
  void batch_withADamagedRow_failsThatItemOnly() {
    String good = Team.credential(service).addBy(team.olga());
    String bad = damaged("public_fields = '[]'");

    var items =
        team.engine()
            .post(
                "/runtime/v1/resolve",
                Map.of("credentials", List.of(Map.of("ref", bad), Map.of("ref", good))))
            .expect(200)
            .items();

    assertThat(items.get(0).at("/problem/code").asString()).isEqualTo("credential_unreadable");
    assertThat(items.get(1).at("/fields/token").asString()).isEqualTo(Team.FIRST);
  }

  @Test
  void sameSecretAsADamagedRow_isSaved() {
    damaged("last_test = '[]'");

    team.olga().post("/credentials", Team.credential(service).body()).expect(201);
  }

  @Test
  void tombstone_damaged_stillSaysThatItWasDeleted() {
    String id = Team.credential(service).addBy(team.olga());
    team.olga().delete("/credentials/" + id).expect(204);
    for (String flows : List.of("{}", "\"x\"", "null", "[null]", "[1]")) {
      team.server().database().execute("update credential_tombstone set flows = '" + flows + "'");

      assertThat(team.olga().get("/credentials/" + id).expect(404).at("/deleted/by/name"))
          .isEqualTo("Olga");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"form\":2,\"connector\":\"http\",\"method\":\"bearer\",\"hosts\":[],\"fields\":{}}",
        "{\"connector\":\"http\",\"method\":\"bearer\",\"hosts\":[],\"fields\":{\"token\":{\"later\":\"x\"}}}",
        "{\"connector\":\"http\",\"method\":\"bearer\",\"hosts\":[]}",
        "{}",
        "[]",
        "later"
      })
  void sealedDocument_ofAnUnknownForm_isUnreadable(String document) {
    String id = Team.credential(service).addBy(team.olga());
    seal(id, document);

    assertThat(team.engine().resolve(id).expect(503, "credential_unreadable").at("/detail"))
        .isNotEmpty();
    var shown = team.olga().get("/credentials/" + id).expect(200);
    assertThat(shown.at("/status")).isEqualTo("unreadable");
    assertThat(shown.at("/statusReason")).isNotEmpty();
    assertThat(team.lastEvent(id).path("action").asString()).isEqualTo("credential.refused");
    assertThat(team.lastEvent(id).path("reason").asString()).isEqualTo("unreadable");
  }

  /** As a newer release of Mortise would, with the organization's own key. */
  private static void seal(String id, String document) {
    var organization = team.server().people().acme();
    var place =
        "mortise credential\n%s\n%s\n1".formatted(organization, new CredentialId(Team.uuid(id)));
    var sealed =
        team.server()
            .bean(Vault.class)
            .seal(organization, document.getBytes(UTF_8), place.getBytes(UTF_8));
    team.server()
        .database()
        .execute(
            "update credential_version set sealed = '\\x%s' where credential = '%s'"
                .formatted(HexFormat.of().formatHex(sealed.bytes()), Team.uuid(id)));
  }

  private static Map<String, Object> everything() {
    return Map.of(
        "token", Team.SECOND, "allowedHosts", List.of(service.host()), "baseUrl", service.url(""));
  }

  /** Inserts through the product, then changes the row as somebody with the database could. */
  private static String damaged(String change) {
    String id =
        TestCredentials.http(service)
            .named("damaged " + Team.next())
            .field("token", Team.FIRST)
            .addBy(team.olga());
    team.server()
        .database()
        .execute("update credential set " + change + " where id = '" + Team.uuid(id) + "'");
    return id;
  }
}
