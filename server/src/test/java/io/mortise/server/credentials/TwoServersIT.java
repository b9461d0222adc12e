package io.mortise.server.credentials;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPeople.TestPerson;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A change that server A has answered is honoured by a resolve that begins on server B right after.
 */
@Tag("slow")
class TwoServersIT {

  private static TestServer a;
  private static TestServer b;
  private static DialectServer service;
  private static WorkspaceId workspace;
  private static Api olga;
  private static Api engineAtA;
  private static Api engineAtB;

  /** How often each change is made on one and looked for on the other. */
  int rounds() {
    return 50;
  }

  @BeforeAll
  static void start() {
    a = TestServer.start();
    b = a.second();
    service = DialectServer.start();
    olga = a.api().setUp();
    workspace = a.people().defaultWorkspace();
    engineAtA = olga.withKey("runtime:resolve", "runtime:call");
    engineAtB = engineAtA.at(b);
  }

  @AfterAll
  static void end() {
    service.close();
    b.close();
    a.close();
  }

  @Test
  void revokeAndRestore_onOne_areHonouredOnTheOther() {
    String id = http("revoked").addBy(olga);
    engineAtB.resolve(id).expect(200);

    for (int round = 0; round < rounds(); round++) {
      olga.post("/credentials/" + id + "/revoke").expect(200);
      engineAtB.resolve(id).expect(410, "credential_revoked");
      engineAtB.get("/runtime/v1/proxy/" + id + "/x").expect(410, "credential_revoked");
      olga.post("/credentials/" + id + "/restore").expect(200);
      engineAtB.resolve(id).expect(200);
    }
  }

  @Test
  void shareAndUnshare_onOne_areHonouredOnTheOther() {
    var other = a.people().workspace("Other");
    String id = http("shared").inWorkspace(other).addBy(olga);
    var limited = limitedTo(workspace);
    limited.resolve(id).expect(404, "credential_not_found");

    for (int round = 0; round < rounds(); round++) {
      olga.put("/credentials/" + id + "/grants/" + workspace, Map.of("level", "use")).expect(204);
      limited.resolve(id).expect(200);
      olga.delete("/credentials/" + id + "/grants/" + workspace).expect(204);
      limited.resolve(id).expect(404, "credential_not_found");
    }
  }

  @Test
  void rotation_onOne_isTakenOnTheOther() {
    String id = http("rotated").addBy(olga);

    for (int round = 0; round < rounds(); round++) {
      String secret = "fake-rotated-" + round;
      olga.post(
              "/credentials/" + id + "/rotate",
              Map.of("fields", Map.of("token", secret), "verify", false))
          .expect(200);
      Assertions.assertThat(engineAtB.resolve(id).expect(200).at("/fields/token"))
          .isEqualTo(secret);
    }
  }

  @Test
  void rolledBack_onOne_isTakenOnBothThatRememberedTheNewer() {
    String id = http("rolled").addBy(olga);
    for (int round = 0; round < Math.min(rounds(), 20); round++) {
      String newer = "fake-newer-" + round;
      String before = engineAtA.resolve(id).expect(200).at("/fields/token");
      olga.post(
              "/credentials/" + id + "/rotate",
              Map.of("fields", Map.of("token", newer), "verify", false))
          .expect(200);
      Assertions.assertThat(engineAtA.resolve(id).expect(200).at("/fields/token")).isEqualTo(newer);
      Assertions.assertThat(engineAtB.resolve(id).expect(200).at("/fields/token")).isEqualTo(newer);

      olga.post("/credentials/" + id + "/rollback").expect(200);

      Assertions.assertThat(engineAtA.resolve(id).expect(200).at("/fields/token"))
          .isEqualTo(before);
      Assertions.assertThat(engineAtB.resolve(id).expect(200).at("/fields/token"))
          .isEqualTo(before);
    }
  }

  @Test
  void movedBase_onOne_isTakenOnTheOther() {
    String id = http("narrowed").addBy(olga);

    for (int round = 0; round < rounds(); round++) {
      olga.patch(
              "/credentials/" + id,
              Map.of(
                  "fields",
                  Map.of("baseUrl", service.url("/v" + round), "token", "fake-token-0001"),
                  "verify",
                  false))
          .expect(200);
      engineAtB.get("/runtime/v1/proxy/" + id + "/x").expect(200);
      Assertions.assertThat(service.seen().getLast().target()).isEqualTo("/v" + round + "/x");
    }
  }

  @Test
  void keyRevoked_onOne_isRefusedOnTheOther() {
    String id = http("key").addBy(olga);

    for (int round = 0; round < rounds(); round++) {
      var made =
          olga.post("/api-keys", Map.of("name", "k" + round, "scopes", List.of("runtime:resolve")))
              .expect(201);
      var key = b.api().byToken(made.at("/token"));
      String token = key.resolve(id).expect(200).at("/tokenId");

      olga.delete("/api-keys/" + made.at("/id")).expect(204);

      if (round % 2 == 0) {
        key.post(
                "/runtime/v1/credentials/" + id + "/outcome",
                Map.of("tokenId", token, "outcome", "ok"))
            .expect(401, "unauthenticated");
      }
      key.resolve(id).expect(401, "unauthenticated");
    }
  }

  @Test
  void memberRemoved_onOne_resolvesNoMoreOnTheOther() {
    String id = http("member").inWorkspace(workspace).addBy(olga);
    TestPerson mia = a.people().add("mia", workspace, WorkspaceRole.MANAGER);
    var key = a.api().signIn(mia.email()).withKey("runtime:resolve").at(b);
    key.resolve(id).expect(200);

    for (int round = 0; round < rounds(); round++) {
      a.people().leave(mia, workspace);
      key.resolve(id).expect(404, "credential_not_found");
      a.people().join(mia, workspace, WorkspaceRole.MANAGER, false);
      key.resolve(id).expect(200);
      a.people().activate(mia, false);
      key.resolve(id).expect(401, "unauthenticated");
      a.people().activate(mia, true);
      key.resolve(id).expect(200);
    }
  }

  @Test
  void deleted_onOne_isGoneOnTheOther() {
    for (int round = 0; round < rounds(); round++) {
      String id = http("deleted").addBy(olga);
      engineAtB.resolve(id).expect(200);

      olga.delete("/credentials/" + id).expect(204);

      engineAtB.resolve(id).expect(404, "credential_not_found");
    }
  }

  private static TestCredentials http(String name) {
    return TestCredentials.http(service).named(name);
  }

  private static Api limitedTo(WorkspaceId only) {
    return olga.withKey(
            Map.of("scopes", List.of("runtime:resolve"), "workspaces", List.of(only.toString())))
        .at(b);
  }
}
