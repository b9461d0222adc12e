package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.credentials.store.NameReservations;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A name that engines resolve by is never taken over by another credential (product §3.11). */
class NameReservationsIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;
  private static WorkspaceId support;

  @BeforeAll
  static void start() {
    service = DialectServer.start();
    support = team.server().people().workspace("Support");
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void deleted_nameStaysReservedInItsWorkspaceAndTheOrganization() {
    String id = inSales("gone").addBy(team.olga());
    team.olga().delete("/credentials/" + id).expect(204);

    var taken = team.olga().post("/credentials", inSales("GONE").body());

    taken.expect(409, "credential_name_taken");
    assertThat(taken.at("/reservation/credential")).isEqualTo(id);
    assertThat(taken.at("/reservation/workspace")).isEqualTo(team.workspace().toString());
    refused(named("gone").inOrganization());
    named("gone").inWorkspace(support).addBy(team.olga());
    named("gone").addBy(team.olga());
  }

  @Test
  void deletedOfTheOrganization_nameIsReservedInEveryWorkspace() {
    team.olga()
        .delete("/credentials/" + named("all").inOrganization().addBy(team.olga()))
        .expect(204);

    refused(inSales("all"));
    refused(named("all").inWorkspace(support));
    refused(named("all").inOrganization());
  }

  @Test
  void personal_nameIsNeverReserved() {
    team.olga().delete("/credentials/" + named("mine").addBy(team.olga())).expect(204);

    named("mine").addBy(team.olga());
    inSales("mine").addBy(team.olga());
  }

  @Test
  void renamed_itselfMayTakeTheNameBack() {
    String id = inSales("before").addBy(team.olga());
    rename(id, "after").expect(200);

    refused(inSales("before"));
    rename(id, "before").expect(200);
    refused(inSales("after"));
    assertThat(rename(id, "after").expect(200).at("/name")).isEqualTo("after");
  }

  @Test
  void renamed_inCaseOnly_reservesNothing() {
    String id = inSales("case").addBy(team.olga());
    rename(id, "Case").expect(200);

    assertThat(reservations(id)).isZero();
  }

  @Test
  void moved_nameStaysReservedWhereItWas() {
    String id = inSales("moving").addBy(team.olga());
    team.olga()
        .patch("/credentials/" + id, Map.of("scope", "workspace", "workspace", support.toString()))
        .expect(200);

    refused(inSales("moving"));
    refused(named("moving").inOrganization());
    team.olga()
        .patch(
            "/credentials/" + id,
            Map.of("scope", "workspace", "workspace", team.workspace().toString()))
        .expect(200);
  }

  @Test
  void movedIntoATakenName_isRefused() {
    inSales("both").addBy(team.olga());
    String other = named("both").inWorkspace(support).addBy(team.olga());
    String personal = named("both").addBy(team.olga());

    for (String id : List.of(other, personal)) {
      team.olga()
          .patch(
              "/credentials/" + id,
              Map.of("scope", "workspace", "workspace", team.workspace().toString()))
          .expect(409, "credential_name_taken");
      team.olga()
          .patch("/credentials/" + id, Map.of("scope", "organization"))
          .expect(409, "credential_name_taken");
    }
  }

  @Test
  void workspaceAndOrganization_haveNoNameInCommon() {
    inSales("one").addBy(team.olga());
    named("two").inOrganization().addBy(team.olga());

    refused(named("ONE").inOrganization());
    refused(inSales("Two"));
    refused(named("two").inWorkspace(support));
  }

  @Test
  void reservation_endsAfterThirtyDays() {
    String id = inSales("later").addBy(team.olga());
    team.olga().delete("/credentials/" + id).expect(204);
    var key = team.olga().withKey("credentials:write", "credentials:read");

    team.ahead(
        Duration.ofDays(29), () -> key.post("/credentials", inSales("later").body()).expect(409));
    team.ahead(
        Duration.ofDays(30).plusMinutes(1),
        () -> {
          team.server().bean(NameReservations.class).deleteEnded();
          assertThat(reservations(id)).isZero();
          key.post("/credentials", inSales("later").body()).expect(201);
        });
  }

  @Test
  void reservation_isFreedByThoseWhoManageTheScopeNow() {
    String id = inSales("freed").addBy(team.olga());
    team.olga().delete("/credentials/" + id).expect(204);
    String ofSales = "/credentials/" + id + "/reservation?name=Freed&workspace=" + team.workspace();

    team.editor().delete(ofSales).expect(404, "not_found");
    team.manager()
        .delete("/credentials/" + id + "/reservation?name=freed&workspace=" + support)
        .expect(404, "not_found");
    team.manager().delete("/credentials/" + id + "/reservation?name=freed").expect(404);
    team.manager().delete("/credentials/" + id + "/reservation").expect(400, "invalid_request");
    team.olga().withKey("credentials:read").delete(ofSales).expect(403, "forbidden");
    String other = inSales("another").addBy(team.olga());
    team.manager()
        .delete("/credentials/" + other + "/reservation?name=freed&workspace=" + team.workspace())
        .expect(404, "not_found");
    refused(inSales("freed"));
    team.manager().delete(ofSales).expect(204);
    team.manager().delete(ofSales).expect(404, "not_found");

    inSales("freed").addBy(team.olga());
    var event =
        team.olga()
            .get("/audit?action=credential.reservation_freed")
            .expect(200)
            .items()
            .getFirst();
    assertThat(event.at("/target/id").asString()).isEqualTo(id);
    assertThat(event.at("/actor/name").asString()).isEqualTo("mia");
  }

  @Test
  void sameNameAtOnce_isGivenOnce() throws Exception {
    var places =
        List.<TestCredentials>of(
            inSales("raced"),
            named("raced").inOrganization(),
            inSales("RACED"),
            named("Raced").inOrganization());
    var tasks =
        places.stream()
            .<Callable<Integer>>map(
                place -> () -> team.olga().post("/credentials", place.body()).status())
            .toList();

    assertThat(AtOnce.all(tasks)).containsExactlyInAnyOrder(201, 409, 409, 409);
  }

  @Test
  void suggestion_avoidsReservedNames() {
    String first = team.olga().post("/credentials", inSales("").body()).expect(201).at("/name");
    team.olga().delete("/credentials/" + idOf(first)).expect(204);

    assertThat(team.olga().post("/credentials", inSales("").body()).expect(201).at("/name"))
        .isNotEqualTo(first);
  }

  @Test
  void name_inAnotherUnicodeForm_isTheSame() {
    String composed = Normalizer.normalize("café déjà", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    String id = inSales(decomposed).addBy(team.olga());

    refused(inSales(composed));
    assertThat(team.olga().get("/credentials/" + id).at("/name")).isEqualTo(composed);
    assertThat(resolvedByName(decomposed)).isEqualTo(id);
    assertThat(resolvedByName(composed.toUpperCase(Locale.ROOT))).isEqualTo(id);
    for (String q : List.of("caf%C3%A9", "cafe%CC%81", "CAFE%CC%81")) {
      assertThat(team.olga().get("/credentials?q=" + q).expect(200).text()).contains(id);
    }
  }

  @Test
  void namesOfAnOlderDatabase_thatClash_stayAndResolveByTheirSpelling() {
    String one = inSales("clash").addBy(team.olga());
    String two = inSales("other clash").addBy(team.olga());
    team.server()
        .database()
        .execute(
            "update credential set name = 'Ångström', name_key = 'ångström' where id = '"
                + Team.uuid(one)
                + "'");
    String old = Normalizer.normalize("Ångström", Normalizer.Form.NFD);
    team.server()
        .database()
        .execute(
            "update credential set name = '%s', name_key = lower('%s') where id = '%s'"
                .formatted(old, old, Team.uuid(two)));

    assertThat(resolvedByName("Ångström")).isEqualTo(one);
    assertThat(resolvedByName(old)).isEqualTo(two);
    team.olga().patch("/credentials/" + two, Map.of("notes", "still there")).expect(200);
    assertThat(resolvedByName(old)).isEqualTo(two);
  }

  private static String resolvedByName(String name) {
    return team.engine()
        .post(
            "/runtime/v1/resolve",
            Map.of(
                "credentials",
                List.of(Map.of("ref", name, "workspace", team.workspace().toString()))))
        .expect(200)
        .at("/items/0/id");
  }

  private static TestCredentials named(String name) {
    return Team.credential(service).named(name);
  }

  private static TestCredentials inSales(String name) {
    return named(name).inWorkspace(team.workspace());
  }

  private static Answer rename(String id, String name) {
    return team.olga().patch("/credentials/" + id, Map.of("name", name));
  }

  private static void refused(TestCredentials credential) {
    team.olga().post("/credentials", credential.body()).expect(409, "credential_name_taken");
  }

  private static String idOf(String name) {
    return team.olga().get("/credentials?limit=200").expect(200).items().stream()
        .filter(item -> item.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  private static long reservations(String id) {
    return team.server()
        .jdbc()
        .sql("select count(*) from credential_name_reservation where credential = :id")
        .param("id", Team.uuid(id))
        .query(Long.class)
        .single();
  }
}
