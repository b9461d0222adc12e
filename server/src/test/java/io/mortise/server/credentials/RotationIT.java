package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A secret is replaced, kept for its grace, brought back or destroyed. */
class RotationIT {
  @RegisterExtension static final Team team = new Team();

  @Test
  void rotate_newSecret_isTakenAtTheNextResolve() {
    String id = Team.credential(team.service()).addBy(team.olga());
    String before = team.engine().resolve(id).expect(200).at("/tokenId");

    team.rotate(id, Team.SECOND).expect(200);

    var resolved = team.engine().resolve(id).expect(200);
    assertThat(resolved.at("/fields/token")).isEqualTo(Team.SECOND);
    assertThat(resolved.at("/version")).isEqualTo("2");
    assertThat(resolved.at("/tokenId")).isNotEqualTo(before);
    assertThat(team.lastEvent(id).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void rotate_expired_isCured() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.server()
        .jdbc()
        .sql("update credential set expires_at = now() - interval '1 day' where id = :id")
        .param("id", Team.uuid(id))
        .update();
    team.engine().resolve(id).expect(409, "credential_expired");

    team.rotate(id, Team.SECOND).expect(200);

    assertThat(team.olga().get("/credentials/" + id).expect(200).at("/status")).isEqualTo("active");
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
  }

  @Test
  void rollback_bringsBackWhatWasKnownOfTheSecret() {
    String id =
        Team.credential(team.service())
            .verified()
            .with("expiresAt", Instant.now().plus(Duration.ofDays(5)).toString())
            .addBy(team.olga());
    var before = team.olga().get("/credentials/" + id).expect(200);
    assertThat(before.at("/status")).isEqualTo("expiring");

    var rotated = team.rotate(id, Team.SECOND).expect(200);
    assertThat(rotated.json().get("expiresAt").isNull()).isTrue();
    assertThat(rotated.json().get("lastTest").isNull()).isTrue();
    assertThat(rotated.json().get("lastTestedAt").isNull()).isTrue();

    team.olga().post("/credentials/" + id + "/rollback").expect(200);

    var after = team.olga().get("/credentials/" + id).expect(200);
    for (String known :
        List.of("/expiresAt", "/status", "/lastTest", "/lastTestedAt", "/identity")) {
      assertThat(after.json().at(known)).as(known).isEqualTo(before.json().at(known));
    }
    assertThat(Instant.parse(after.at("/rotateBy"))).isBefore(rotated.at("/rotateBy"));
  }

  @Test
  void rotate_withoutGrace_leavesNoWayBack() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);

    var answer =
        team.olga()
            .post(
                "/credentials/" + id + "/rotate",
                Map.of("fields", Map.of("token", "fake-third"), "verify", false, "graceHours", 0))
            .expect(200);

    assertThat(answer.json().get("rollbackUntil").isNull()).isTrue();
    assertThat(team.states(id)).containsExactly("current", "destroyed", "previous");
    assertThat(team.actions(id)).contains("credential.version_destroyed");
    team.olga().post("/credentials/" + id + "/rollback").expect(404, "not_found");
    assertThat(team.token(id)).isEqualTo("fake-third");
  }

  @Test
  void rotate_severalAtOnce_areMadeOneAfterTheOther() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    var rotations = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 6; i++) {
      String secret = "fake-parallel-secret-" + i;
      rotations.add(() -> team.rotate(id, secret));
    }

    var versions =
        AtOnce.all(rotations).stream()
            .map(answer -> answer.expect(200).json().path("secretVersion").asInt())
            .toList();

    assertThat(versions).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
    assertThat(team.actions(id).stream().filter("credential.rotated"::equals)).hasSize(6);
    assertThat(team.token(id)).isEqualTo("fake-parallel-secret-" + versions.indexOf(7));
  }

  @Test
  void editsAtOnce_withoutAVersion_areAllMade() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    var edits = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 6; i++) {
      var change = Map.of(i % 2 == 0 ? "notes" : "environment", i % 2 == 0 ? "n" + i : "prod");
      edits.add(() -> team.olga().patch("/credentials/" + id, change).status());
    }

    assertThat(AtOnce.all(edits)).containsOnly(200);
  }

  @Test
  void rotate_withoutADocumentThatOpens_takesNoHostFromTheRow() {
    String id = Team.credential(team.service()).addBy(team.olga());
    var elsewhere = DialectServer.start();
    team.server()
        .jdbc()
        .sql(
            """
            update credential set secret_version = 0, public_fields =
              jsonb_set(public_fields, '{allowedHosts}', to_jsonb(array[:host])) where id = :id
            """)
        .param("host", elsewhere.host())
        .param("id", Team.uuid(id))
        .update();

    var answer =
        team.olga()
            .post("/credentials/" + id + "/rotate", Map.of("fields", Map.of("token", Team.SECOND)));

    assertThat(answer.expect(400, "invalid_request").pointers()).contains("/fields/allowedHosts");
    assertThat(elsewhere.seen()).isEmpty();
    elsewhere.close();
  }

  @Test
  void rotate_withoutNewSecret_isRefused() {
    String id = Team.credential(team.service()).addBy(team.olga());

    team.olga()
        .post("/credentials/" + id + "/rotate", Map.of("fields", Map.of()))
        .expect(400, "invalid_request");
    team.olga()
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", Team.SECOND), "graceHours", -1))
        .expect(400, "invalid_request");

    assertThat(team.actions(id)).containsExactly("credential.created");
  }

  @Test
  void rollback_withinGrace_bringsTheOldBackAndDestroysTheNew() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);

    team.olga().post("/credentials/" + id + "/rollback").expect(200);

    assertThat(team.token(id)).isEqualTo(Team.FIRST);
    assertThat(team.states(id)).containsExactly("destroyed", "current");
    assertThat(team.sealed(id)).isEqualTo(1);
    team.olga().post("/credentials/" + id + "/rollback").expect(404);
    assertThat(team.actions(id)).contains("credential.rolled_back");
  }

  @Test
  void rollback_andRotateAgain_takesANewNumber() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);
    team.olga().post("/credentials/" + id + "/rollback").expect(200);

    assertThat(team.rotate(id, Team.SECOND).expect(200).at("/secretVersion")).isEqualTo("3");
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
  }

  @Test
  void grace_over_destroysTheOldSecretAndRollbackIsNoMore() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);

    team.ahead(
        Duration.ofHours(23),
        () -> {
          team.server().bean(CredentialGrace.class).destroyDue();
          assertThat(team.sealed(id)).isEqualTo(2);
        });
    team.ahead(
        Duration.ofHours(25),
        () -> {
          team.server().bean(CredentialGrace.class).destroyDue();
          assertThat(team.sealed(id)).isEqualTo(1);
          assertThat(team.token(id)).isEqualTo(Team.SECOND);
        });

    assertThat(team.states(id)).containsExactly("current", "destroyed");
    team.olga().post("/credentials/" + id + "/rollback").expect(404);
  }

  @Test
  void grace_over_rollbackIsRefusedAlsoBeforeTheSecretIsDestroyed() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);
    var key = team.olga().withKey("credentials:write");

    team.ahead(
        Duration.ofHours(25), () -> key.post("/credentials/" + id + "/rollback").expect(404));

    assertThat(team.token(id)).isEqualTo(Team.SECOND);
  }

  @Test
  void rollback_whileTheOldSecretIsDestroyed_losesNothing() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);

    Answer answer;
    try (var destruction = team.server().database().asOwner();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      destruction.setAutoCommit(false);
      destroyFirst(destruction, id);
      var rollback = threads.submit(() -> team.olga().post("/credentials/" + id + "/rollback"));
      await().until(RotationIT::somebodyWaits);
      destruction.commit();
      answer = rollback.get();
    }

    answer.expect(404, "not_found");
    assertThat(team.states(id)).containsExactly("current", "destroyed");
    assertThat(team.token(id)).isEqualTo(Team.SECOND);
    assertThat(team.actions(id)).doesNotContain("credential.rolled_back");
  }

  @Test
  void edit_whileTheCredentialIsDeleted_isNotFound() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());

    Answer answer;
    try (var deletion = team.server().database().asOwner();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      deletion.setAutoCommit(false);
      try (var statement = deletion.createStatement()) {
        statement.execute("delete from credential where id = '%s'".formatted(Team.uuid(id)));
      }
      var edit =
          threads.submit(() -> team.olga().patch("/credentials/" + id, Map.of("notes", "late")));
      await().until(RotationIT::somebodyWaits);
      deletion.commit();
      answer = edit.get();
    }

    answer.expect(404, "credential_not_found");
  }

  @Test
  void versions_afterManyRotations_areNeverMoreThanTen() {
    String id = Team.credential(team.service()).addBy(team.olga());

    for (int i = 0; i < 12; i++) {
      team.rotate(id, Team.SECOND + i).expect(200);
      assertThat(team.sealed(id)).isLessThanOrEqualTo(10);
    }
    assertThat(team.actions(id).stream().filter("credential.version_destroyed"::equals).toList())
        .hasSize(3);

    assertThat(team.token(id)).isEqualTo(Team.SECOND + 11);
  }

  private static void destroyFirst(Connection connection, String id) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "update credential_version set sealed = null, destroyed_at = now() where version = 1 and credential = '%s'"
              .formatted(Team.uuid(id)));
    }
  }

  private static boolean somebodyWaits() {
    return team.server()
        .jdbc()
        .sql(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
        .query(Boolean.class)
        .single();
  }
}
