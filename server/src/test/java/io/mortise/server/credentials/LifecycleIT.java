package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.TestCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the first save to the tombstone: what a credential is worth at each time. */
class LifecycleIT {
  @RegisterExtension static final Team team = new Team();

  @Test
  void add_withoutName_isOfferedOne() {
    var first =
        team.olga()
            .post(
                "/credentials",
                TestCredentials.petstore().without("name").with("environment", "dev").body());
    var second =
        team.olga()
            .post(
                "/credentials",
                TestCredentials.petstore().without("name").with("environment", "dev").body());

    assertThat(first.expect(201).at("/name")).isEqualTo("petstore-dev");
    assertThat(second.expect(201).at("/name")).isEqualTo("petstore-dev-2");
  }

  @Test
  void add_reminderSwitchedOff_hasNone() {
    var added =
        team.olga()
            .post(
                "/credentials",
                Team.credential(team.service()).with("rotateEveryDays", null).body())
            .expect(201);

    assertThat(added.at("/rotateEveryDays")).isEmpty();
    assertThat(added.at("/rotateBy")).isEmpty();
  }

  @Test
  void add_manyAtOnce_allAreSavedAndOnTheRecord() throws Exception {
    Callable<Answer> add =
        () -> team.olga().post("/credentials", Team.credential(team.service()).body());

    var answers = AtOnce.all(Collections.nCopies(64, add));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(answers).extracting(answer -> answer.at("/id")).doesNotHaveDuplicates();
    assertThat(team.olga().post("/audit/verify").expect(200).at("/ok")).isEqualTo("true");
  }

  @Test
  void everyAnswerToPeople_afterAddAndRotate_holdsNoSecret() {
    String id = Team.credential(team.service()).with("notes", "watched").addBy(team.olga());
    team.rotate(id, Team.SECOND).expect(200);
    team.engine().resolve(id).expect(200);

    for (String path :
        List.of("", "/versions", "/usage", "/flows", "/audit", "/explain", "/grants")) {
      var answer = team.olga().get("/credentials/" + id + path).expect(200);
      assertThat(answer.text()).as(path).doesNotContain(Team.FIRST).doesNotContain(Team.SECOND);
    }
    for (String path :
        List.of(
            "/credentials?q=watched",
            "/credentials/summary",
            "/audit",
            "/audit/export",
            "/api-keys",
            "/me")) {
      assertThat(team.olga().get(path).expect(200).text())
          .as(path)
          .doesNotContain(Team.FIRST)
          .doesNotContain(Team.SECOND);
    }
  }

  @Test
  void revoke_manyAtOnce_isRecordedOnceForTheFirst() throws Exception {
    String id = Team.credential(team.service()).addBy(team.olga());
    var revocations = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 8; i++) {
      revocations.add(() -> team.olga().post("/credentials/" + id + "/revoke"));
    }

    AtOnce.all(revocations).forEach(answer -> answer.expect(200));

    assertThat(team.olga().get("/credentials/" + id + "/audit?limit=200").expect(200).items())
        .filteredOn(event -> event.at("/action").asString().equals("credential.revoked"))
        .hasSize(1);
  }

  @Test
  void revoke_everyUse_isRefusedUntilRestored() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.engine().resolve(id).expect(200);

    var revoked = team.olga().post("/credentials/" + id + "/revoke").expect(200);
    team.engine().resolve(id).expect(410, "credential_revoked");
    team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(410, "credential_revoked");
    team.olga().post("/credentials/" + id + "/test").expect(410, "credential_revoked");

    assertThat(revoked.at("/status")).isEqualTo("revoked");
    assertThat(revoked.at("/statusReason")).contains("Olga");
    assertThat(revoked.at("/statusCure")).isEqualTo("restore");
    assertThat(team.service().seen()).isEmpty();
    assertThat(team.olga().post("/credentials/" + id + "/restore").expect(200).at("/status"))
        .isEqualTo("active");
    team.engine().resolve(id).expect(200);
  }

  @Test
  void delete_leavesATombstoneAndDestroysTheSecret() {
    String id = Team.credential(team.service()).addBy(team.olga());

    team.olga().delete("/credentials/" + id).expect(204);

    team.engine().resolve(id).expect(404, "credential_not_found");
    var gone = team.olga().get("/credentials/" + id).expect(404, "credential_not_found");
    assertThat(gone.at("/detail")).contains("was deleted by Olga on ");
    assertThat(gone.at("/deleted/name")).startsWith("life ");
    assertThat(gone.at("/deleted/by/name")).isEqualTo("Olga");
    assertThat(team.sealed(id)).isZero();
    assertThat(
            team.olga()
                .get("/audit?target=" + id)
                .expect(200)
                .items()
                .getFirst()
                .path("action")
                .asString())
        .isEqualTo("credential.deleted");
  }

  @Test
  void restore_ofWhatIsNotRevoked_isNoChange() {
    String id = Team.credential(team.service()).addBy(team.olga());

    assertThat(team.olga().post("/credentials/" + id + "/restore").expect(200).at("/version"))
        .isEqualTo("1");

    assertThat(team.actions(id)).containsExactly("credential.created");
  }

  @Test
  void explain_ofWhatNobodyCanUse_saysSo() {
    String id = Team.credential(team.service()).addBy(team.olga());
    assertThat(team.olga().get("/credentials/" + id + "/explain").at("/allowed")).isEqualTo("true");

    team.olga().post("/credentials/" + id + "/revoke").expect(200);

    var explained = team.olga().get("/credentials/" + id + "/explain").expect(200);
    assertThat(explained.at("/allowed")).isEqualTo("false");
    assertThat(explained.at("/reasons/1")).contains("Revoked by Olga");
  }

  @Test
  void failing_becauseOfTheSecret_isCuredByAnother() {
    team.service().accepts(Team.FIRST);
    String id = Team.credential(team.service()).verified().addBy(team.olga());
    team.service().accepts(Team.SECOND);

    team.olga().post("/credentials/" + id + "/test").expect(200);

    var failing = team.olga().get("/credentials/" + id).expect(200);
    assertThat(failing.at("/status")).isEqualTo("failing");
    assertThat(failing.at("/statusCure")).isEqualTo("rotate");
  }

  @Test
  void outcome_ofATokenThatIsNone_isRefused() {
    String id = Team.credential(team.service()).addBy(team.olga());
    String other = Team.credential(team.service()).addBy(team.olga());
    String foreign = team.engine().resolve(other).expect(200).at("/tokenId");

    for (String token : List.of("zzz", "AAAA", foreign)) {
      var answer =
          team.engine()
              .post(
                  "/runtime/v1/credentials/" + id + "/outcome",
                  Map.of("tokenId", token, "outcome", "refused"));
      assertThat(answer.expect(400, "invalid_request").pointers()).containsExactly("/tokenId");
    }
    assertThat(team.olga().get("/credentials/" + id + "/usage").expect(200).at("/total"))
        .isEqualTo("0");
  }

  @Test
  void delete_tombstone_isTheirsWhoCouldSeeIt() {
    String ofWorkspace =
        Team.credential(team.service()).inWorkspace(team.workspace()).addBy(team.olga());
    String personal =
        Team.credential(team.service()).with("scope", "personal").addBy(team.manager());
    var stranger =
        team.server()
            .api()
            .signIn(team.server().people().add("sam", OrganizationRole.MEMBER).email());

    team.olga().delete("/credentials/" + ofWorkspace).expect(204);
    team.manager().delete("/credentials/" + personal).expect(204);

    assertThat(team.editor().get("/credentials/" + ofWorkspace).expect(404).at("/deleted/by/name"))
        .isEqualTo("Olga");
    assertThat(team.manager().get("/credentials/" + personal).expect(404).at("/deleted/by/name"))
        .isEqualTo("mia");
    for (String id : List.of(ofWorkspace, personal)) {
      assertThat(stranger.get("/credentials/" + id).expect(404).text()).doesNotContain("deleted");
    }
    assertThat(team.editor().get("/credentials/" + personal).expect(404).text())
        .doesNotContain("deleted");
  }

  @Test
  void delete_forced_needsTheNameAndAFreshSignIn() {
    String id = Team.credential(team.service()).named("typed").addBy(team.olga());

    team.olga().delete("/credentials/" + id + "?force=true").expect(400, "invalid_request");
    team.olga()
        .delete("/credentials/" + id + "?force=true&confirm=other")
        .expect(400, "invalid_request");
    team.ahead(
        Duration.ofMinutes(16),
        () ->
            team.olga()
                .delete("/credentials/" + id + "?force=true&confirm=typed")
                .expect(403, "fresh_sign_in_required"));

    team.olga().delete("/credentials/" + id + "?force=true&confirm=typed").expect(204);
  }

  @Test
  void duplicate_copiesAllButTheSecret() {
    String id = Team.credential(team.service()).with("notes", "copied").addBy(team.olga());

    var copy =
        team.olga()
            .post("/credentials/" + id + "/duplicate", Map.of("name", "copy " + id.substring(20)))
            .expect(201);

    assertThat(copy.at("/status")).isEqualTo("pending");
    assertThat(copy.at("/notes")).isEqualTo("copied");
    assertThat(copy.at("/fields/baseUrl")).isEqualTo(team.service().url(""));
    team.engine().resolve(copy.at("/id")).expect(409, "credential_pending");
    team.olga()
        .patch("/credentials/" + copy.at("/id"), Map.of("fields", Map.of("token", Team.FIRST)))
        .expect(200);
    assertThat(team.token(copy.at("/id"))).isEqualTo(Team.FIRST);
  }

  @Test
  void expiry_approachingAndPast_showsAndRefuses() {
    var inTwentyDays = team.server().clock().instant().plus(Duration.ofDays(20)).toString();
    String id =
        Team.credential(team.service())
            .with("expiresAt", inTwentyDays)
            .with("rotateEveryDays", null)
            .addBy(team.olga());
    var reader = team.olga().withKey("credentials:read");

    assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("active");
    team.ahead(
        Duration.ofDays(7),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("expiring");
          team.engine().resolve(id).expect(200);
        });
    team.ahead(
        Duration.ofDays(21),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("expired");
          team.engine().resolve(id).expect(409, "credential_expired");
        });
  }

  @Test
  void rotationReminder_afterNinetyDays_isDueAndStillResolves() {
    String id = Team.credential(team.service()).addBy(team.olga());
    var reader = team.olga().withKey("credentials:read");

    team.ahead(
        Duration.ofDays(91),
        () -> {
          assertThat(reader.get("/credentials/" + id).at("/status")).isEqualTo("rotation_due");
          team.engine().resolve(id).expect(200);
        });
  }

  @Test
  void outcome_refusedThreeTimes_isFailingUntilItWorksAgain() {
    String id = Team.credential(team.service()).addBy(team.olga());
    String token = team.engine().resolve(id).at("/tokenId");

    team.outcome(id, token, "refused");
    team.outcome(id, token, "refused");
    assertThat(team.status(id)).isEqualTo("active");
    team.outcome(id, token, "refused");

    assertThat(team.status(id)).isEqualTo("failing");
    team.engine().resolve(id).expect(200);
    team.outcome(id, token, "ok");
    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void outcome_ofAnOlderToken_saysNothingOfTheNewOne() {
    String id = Team.credential(team.service()).addBy(team.olga());
    String old = team.engine().resolve(id).at("/tokenId");
    team.rotate(id, Team.SECOND).expect(200);

    for (int i = 0; i < 3; i++) {
      team.outcome(id, old, "refused");
    }

    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void use_isCounted() {
    String id = Team.credential(team.service()).addBy(team.olga());

    team.engine().resolve(id, Map.of("flow", "nightly")).expect(200);
    team.engine().resolve(id).expect(200);
    team.server().bean(CredentialUses.class).write();

    var usage = team.olga().get("/credentials/" + id + "/usage?days=7").expect(200);
    assertThat(usage.at("/total")).isEqualTo("2");
    assertThat(usage.json().path("days")).hasSize(7);
    assertThat(team.olga().get("/credentials/" + id).at("/lastUsedAt")).isNotEmpty();
  }

  @Test
  void use_underEverNewFlows_isCountedAsUnnamedBeyondTwoHundredADay() {
    String id = Team.credential(team.service()).addBy(team.olga());
    var uses = team.server().bean(CredentialUses.class);

    for (int run = 0; run < 203; run++) {
      team.engine().resolve(id, Map.of("flow", "run-" + run)).expect(200);
      if (run % 90 == 0) {
        uses.write();
      }
    }
    uses.write();
    team.engine().resolve(id, Map.of("flow", "run-0")).expect(200);
    uses.write();

    assertThat(team.olga().get("/credentials/" + id + "/usage?days=1").expect(200).at("/total"))
        .isEqualTo("204");
    int named =
        team.server()
            .bean(JdbcClient.class)
            .sql("select count(*) from credential_use where credential = :id and flow <> ''")
            .param("id", CredentialId.parse(id).orElseThrow().value())
            .query(Integer.class)
            .single();
    assertThat(named).isEqualTo(200);
  }

  @Test
  void use_refused_isNoUseAtAll() {
    String id = Team.credential(team.service()).addBy(team.olga());
    team.olga().post("/credentials/" + id + "/revoke").expect(200);

    team.engine().resolve(id).expect(410, "credential_revoked");
    team.engine().get("/runtime/v1/proxy/" + id + "/x").expect(410, "credential_revoked");
    team.server().bean(CredentialUses.class).write();

    assertThat(team.olga().get("/credentials/" + id).expect(200).at("/lastUsedAt")).isEmpty();
    var usage = team.olga().get("/credentials/" + id + "/usage?days=1").expect(200);
    assertThat(usage.at("/days/0/ok")).isEqualTo("0");
    // What Mortise refuses is on the audit log, and is no use that failed at the service.
    assertThat(usage.at("/days/0/failed")).isEqualTo("0");
  }
}
