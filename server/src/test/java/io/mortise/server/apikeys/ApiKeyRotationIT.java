package io.mortise.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key gets a new token, and its old one works for an overlap. */
class ApiKeyRotationIT {
  private static TestServer server;
  private static TestServer second;
  private static DialectServer service;
  private static Api olga;
  private static String credential;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    second = server.second();
    service = DialectServer.start();
    olga = server.api().setUp();
    credential = TestCredentials.http(service).named("rotated with").addBy(olga);
  }

  @AfterAll
  static void end() {
    service.close();
    second.close();
    server.close();
  }

  @Test
  void rotated_withoutSayingMore_oldTokenWorksFor24Hours() {
    var made = made();
    var old = byToken(made);

    var fresh = byToken(rotate(made, Map.of()).expect(201));

    works(fresh);
    works(old);
    server.at(Duration.ofHours(24).minusSeconds(1), () -> works(old));
    server.at(
        Duration.ofHours(24),
        () -> {
          refused(old);
          works(fresh);
        });
  }

  @Test
  void rotated_withoutOverlap_oldTokenIsRefusedAtOnceOnEveryServer() {
    var made = made();
    var old = byToken(made);
    works(old);

    var fresh = byToken(rotate(made, Map.of("overlapHours", 0)).expect(201));

    refused(old);
    works(fresh);
  }

  @Test
  void rotatedAgain_endsTheOlderTokenAtOnceOnEveryServer() {
    var made = made();
    var oldest = byToken(made);
    var old = byToken(rotate(made, Map.of()).expect(201));
    works(oldest);
    works(old);

    var fresh = byToken(rotate(made, Map.of("overlapHours", 168)).expect(201));

    refused(oldest);
    works(old);
    works(fresh);
  }

  @Test
  void revoked_endsBothTokensAtOnceOnEveryServer() {
    var made = made();
    var old = byToken(made);
    var fresh = byToken(rotate(made, Map.of()).expect(201));
    works(old);
    works(fresh);

    olga.delete("/api-keys/" + made.at("/id")).expect(204);

    refused(old);
    refused(fresh);
  }

  @Test
  void rotated_keyThatExpiresDuringTheOverlap_endsBothTokens() {
    var inAnHour = server.clock().instant().plus(Duration.ofHours(1)).toString();
    var made =
        made(Map.of("name", "k", "scopes", List.of("runtime:resolve"), "expiresAt", inAnHour));
    var old = byToken(made);
    var fresh = byToken(rotate(made, Map.of()).expect(201));
    works(old);

    server.at(
        Duration.ofHours(1),
        () -> {
          refused(old);
          refused(fresh);
          freshOlga().post(path(made) + "/rotate").expect(400, "invalid_request");
        });
  }

  @Test
  void rotated_keepsIdNameLimitsAndExpiryAndShowsTheNewPrefix() {
    var sales = server.people().defaultWorkspace().toString();
    var made =
        made(
            Map.of(
                "name",
                "kept",
                "scopes",
                List.of("runtime:call"),
                "workspaces",
                List.of(sales),
                "expiresAt",
                "2099-01-01T00:00:00Z"));

    var rotated = rotate(made, Map.of("overlapHours", 2)).expect(201);

    for (String kept : List.of("/id", "/name", "/scopes/0", "/workspaces/0/id", "/expiresAt")) {
      assertThat(rotated.at(kept)).as(kept).isEqualTo(made.at(kept));
    }
    assertThat(made.at("/token")).startsWith(made.at("/prefix"));
    assertThat(rotated.at("/token")).startsWith(rotated.at("/prefix"));
    assertThat(rotated.at("/prefix")).hasSize(10).isNotEqualTo(made.at("/prefix"));
    var shown = olga.get(path(made)).expect(200);
    assertThat(shown.at("/oldTokenUntil")).isEqualTo(rotated.at("/oldTokenUntil")).isNotEmpty();
    assertThat(shown.at("/version")).isEqualTo("2");
    assertThat(shown.text()).doesNotContain(rotated.at("/token"), made.at("/token"));
    server.at(
        Duration.ofHours(2),
        () -> assertThat(freshOlga().get(path(made)).at("/oldTokenUntil")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"overlapHours\":-1}",
        "{\"overlapHours\":169}",
        "{\"overlapHours\":1.5}",
        "{\"overlapHours\":\"1\"}",
        "{\"overlap\":1}"
      })
  void rotation_badRequest_isRefusedAndChangesNothing(String body) {
    var made = made();

    olga.post(path(made) + "/rotate", body).expect(400, "invalid_request");

    assertThat(olga.get(path(made)).at("/version")).isEqualTo("1");
    works(byToken(made));
  }

  @Test
  void rotation_byWhoeverCouldNotCreateTheKey_isRefused() {
    var people = server.people();
    var mia = people.add("Mia", people.defaultWorkspace(), WorkspaceRole.MANAGER);
    var manager = server.api().signIn(mia.email());
    var made =
        manager
            .post("/api-keys", Map.of("name", "mias", "scopes", List.of("runtime:resolve")))
            .expect(201);
    var ben = people.add("Ben", people.defaultWorkspace(), WorkspaceRole.EDITOR);
    var admin = server.api().signIn(people.add("Ann", OrganizationRole.ADMIN).email());

    server.api().signIn(ben.email()).post(path(made) + "/rotate").expect(404, "not_found");
    admin.post(path(made) + "/rotate").expect(403, "forbidden");
    olga.post(path(made) + "/rotate").expect(403, "forbidden");
    server
        .database()
        .execute(
            "update workspace_member set role = 'editor' where principal = (select id from principal where name = 'Mia')");
    manager.post(path(made) + "/rotate").expect(403, "forbidden");
  }

  @Test
  void rotation_withoutAFreshSignIn_isRefused() {
    var made = made();

    server.at(
        Duration.ofMinutes(16),
        () -> olga.post(path(made) + "/rotate").expect(403, "fresh_sign_in_required"));
  }

  @Test
  void rotation_repeatedWithItsIdempotencyKey_isReplayedWithoutTheToken() {
    var made = made();
    var once = olga.with("Idempotency-Key", "rotate-once");

    var first = once.post(path(made) + "/rotate", Map.of()).expect(201);
    var again = once.post(path(made) + "/rotate", Map.of()).expect(201);

    assertThat(again.at("/token")).isEmpty();
    assertThat(again.at("/prefix")).isEqualTo(first.at("/prefix"));
    works(byToken(first));
    works(byToken(made));
  }

  private static Answer made() {
    return made(Map.of("name", "rotated", "scopes", List.of("runtime:resolve")));
  }

  private static Answer made(Map<String, Object> body) {
    return olga.post("/api-keys", body).expect(201);
  }

  private static Answer rotate(Answer made, Map<String, Object> body) {
    return olga.post(path(made) + "/rotate", body);
  }

  private static String path(Answer made) {
    return "/api-keys/" + made.at("/id");
  }

  private static Api byToken(Answer made) {
    return server.api().byToken(made.at("/token"));
  }

  private static Api freshOlga() {
    return server.api().signIn(Api.OWNER_EMAIL);
  }

  private static void works(Api key) {
    key.resolve(credential).expect(200);
    key.at(second).resolve(credential).expect(200);
  }

  private static void refused(Api key) {
    key.at(second).resolve(credential).expect(401, "unauthenticated");
    key.resolve(credential).expect(401, "unauthenticated");
    key.get("/me").expect(401, "unauthenticated");
  }
}
