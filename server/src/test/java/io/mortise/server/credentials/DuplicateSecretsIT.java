package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Saving says where else a secret is, and must not tell whether a guess is right (product §3.13).
 */
class DuplicateSecretsIT {
  private static final String SECRET = "fake-duplicate-secret";

  private Team team;
  private DialectServer service;

  @BeforeEach
  void start() {
    team = Team.start();
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    service.close();
    team.close();
  }

  @Test
  void save_sameSecret_namesOnlyWhatThePersonManages() {
    String hidden = add(team.olga(), "olgas own", null);
    String managed = add(team.olga(), "the teams", team.workspace());
    String shared = add(team.olga(), "lent", null);
    team.olga()
        .put("/credentials/" + shared + "/grants/" + team.mia().id(), Map.of("level", "view"))
        .expect(204);

    var added = save(team.manager(), "mias");

    assertThat(duplicates(added)).containsExactly(managed);
    assertThat(added.json().at("/duplicates/0/same").valueStream().map(JsonNode::asString))
        .containsExactly("secret");
    assertThat(added.text()).doesNotContain(hidden).doesNotContain(shared);
  }

  @Test
  void save_sameSecret_isOnTheAuditLogOfBoth() {
    String victim = add(team.olga(), "olgas own", null);

    String own = save(team.manager(), "guess").at("/id");

    JsonNode atVictim = found(team.olga(), victim);
    assertThat(team.manager().get("/credentials/" + own + "/audit").expect(200).text())
        .doesNotContain("duplicate_found")
        .doesNotContain(victim);
    assertThat(atVictim.at("/actor/id").asString()).isEqualTo(team.mia().id().toString());
    assertThat(atVictim.at("/detail/duplicate").asString()).isEqualTo(own);
    assertThat(atVictim.at("/detail/same").asString()).isEqualTo("secret");
    assertThat(eventsOf(own)).contains(victim);
  }

  @Test
  void guess_thatWasNotCompared_isFoundByNobodyLater() {
    String own = guess("fake-guess-0").at("/id");
    for (int i = 1; i < 20; i++) {
      rotate(own, "fake-guess-" + i);
    }
    rotate(own, SECRET);

    String later = add(team.olga(), "later", null);

    assertThat(duplicates(team.olga().get("/credentials/" + later).expect(200))).isEmpty();
    assertThat(team.olga().get("/credentials/" + later + "/audit").expect(200).text())
        .doesNotContain("duplicate_found");
  }

  @Test
  void guesses_beyondTwentyAnHour_areSavedWithoutComparing() {
    add(team.manager(), "managed", null);
    String own = guess("fake-guess-0").at("/id");

    for (int i = 0; i < 18; i++) {
      assertThat(duplicates(rotate(own, "fake-guess-" + i))).isEmpty();
    }

    var twentyFirst = rotate(own, SECRET);
    assertThat(duplicates(twentyFirst)).isEmpty();
    assertThat(duplicates(team.manager().get("/credentials/" + own).expect(200))).isEmpty();
    assertThat(team.manager().get("/credentials/" + own + "/audit").expect(200).text())
        .doesNotContain("duplicate_found");
    team.ahead(
        Duration.ofMinutes(61), () -> assertThat(duplicates(rotate(own, SECRET))).isNotEmpty());
  }

  @Test
  void guesses_deletedAndAddedAgain_areCountedAllTheSame() {
    add(team.manager(), "managed", null);
    for (int i = 0; i < 19; i++) {
      String own = guess("fake-guess-" + i).at("/id");
      team.manager().delete("/credentials/" + own).expect(204);
    }

    assertThat(duplicates(guess(SECRET))).isEmpty();
  }

  @Test
  void guesses_atOnce_areCountedOneByOne() throws Exception {
    String own = guess("fake-guess-0").at("/id");
    for (int i = 1; i < 18; i++) {
      rotate(own, "fake-guess-" + i);
    }
    add(team.olga(), "victim", null);

    AtOnce.all(Collections.nCopies(6, () -> guess(SECRET).at("/id")));

    assertThat(
            team.server()
                .jdbc()
                .sql("select count(*) from duplicate_comparison where person = :mia")
                .param("mia", team.mia().id().value())
                .query(Long.class)
                .single())
        .isEqualTo(20);
  }

  @Test
  void save_byAKeyOfAnotherWorkspace_namesNothingBeyondIt() {
    add(team.olga(), "the teams", team.workspace());
    var elsewhere = team.server().people().workspace("Elsewhere");
    var key =
        team.olga()
            .withKey(
                Map.of(
                    "scopes",
                    List.of("credentials:read", "credentials:write"),
                    "workspaces",
                    List.of(elsewhere.toString())));

    var added =
        key.post(
                "/credentials",
                Team.credential(service).inWorkspace(elsewhere).field("token", SECRET).body())
            .expect(201);

    assertThat(duplicates(added)).isEmpty();
  }

  @Test
  void save_secretThatAnotherOnceHad_isNoDuplicate() {
    String other = add(team.manager(), "rotated away", null);
    rotate(other, "fake-guess-other");

    assertThat(duplicates(save(team.manager(), "now"))).isEmpty();
  }

  @Test
  void save_sameAccount_isADuplicateToo() {
    service.answers(200, "{}");
    var petstore =
        Map.of(
            "connector",
            "petstore",
            "method",
            "api_key",
            "name",
            "first",
            "fields",
            Map.of("key", team.server().practiceKey()));
    String first = team.olga().post("/credentials", petstore).expect(201).at("/id");
    String second =
        team.olga().post("/credentials/" + first + "/duplicate", Map.of()).expect(201).at("/id");

    var rotated =
        team.olga()
            .post(
                "/credentials/" + second + "/rotate",
                Map.of("fields", Map.of("key", team.server().practiceKey())))
            .expect(200);

    assertThat(duplicates(rotated)).containsExactly(first);
    assertThat(rotated.json().at("/duplicates/0/same").valueStream().map(JsonNode::asString))
        .containsExactly("account", "secret");
  }

  @Test
  void rotate_toTheSameSecretAgain_isOnTheAuditLogOnce() {
    String first = add(team.manager(), "first", null);
    String second = add(team.manager(), "second", null);

    rotate(second, SECRET);
    rotate(first, SECRET);

    assertThat(foundAt(first)).containsExactly("secret");
    assertThat(foundAt(second)).containsExactly("secret");
  }

  @Test
  void rotate_backToTheSameSecret_isOnTheAuditLogAgain() {
    String first = add(team.manager(), "first", null);
    String second = add(team.manager(), "second", null);

    rotate(second, "fake-guess-other");
    rotate(second, SECRET);

    assertThat(foundAt(first)).containsExactly("secret", "secret");
    assertThat(foundAt(second)).containsExactly("secret", "secret");
  }

  @Test
  void save_sameSecretAndAccount_isOnTheAuditLogOnce() {
    String first = practice("first");
    String second = practice("second");

    team.olga()
        .post(
            "/credentials/" + second + "/rotate",
            Map.of("fields", Map.of("key", team.server().practiceKey())))
        .expect(200);

    assertThat(foundAt(first)).containsExactly("secret");
    assertThat(foundAt(second)).containsExactly("secret");
  }

  @Test
  void save_amongSeveral_isOnTheAuditLogOncePerPair() {
    String first = add(team.manager(), "first", null);
    String second = add(team.manager(), "second", null);
    String third = add(team.manager(), "third", null);

    rotate(third, SECRET);

    for (String id : List.of(first, second, third)) {
      assertThat(foundAt(id)).containsExactly("secret", "secret");
    }
  }

  /** A credential of the practice service, tested, so that its account is known. */
  private String practice(String name) {
    return team.olga()
        .post(
            "/credentials",
            Map.of(
                "connector",
                "petstore",
                "method",
                "api_key",
                "name",
                name,
                "fields",
                Map.of("key", team.server().practiceKey())))
        .expect(201)
        .at("/id");
  }

  /** What each event about a duplicate says that the two have in common. */
  private List<String> foundAt(String id) {
    return team
        .olga()
        .get("/audit?action=credential.duplicate_found&target=" + id)
        .expect(200)
        .items()
        .stream()
        .map(event -> event.at("/detail/same").asString())
        .toList();
  }

  private String add(Api by, String name, @Nullable Object workspace) {
    var credential = Team.credential(service).named(name).field("token", SECRET);
    return (workspace == null ? credential : credential.inWorkspace(workspace)).addBy(by);
  }

  private Answer save(Api by, String name) {
    return by.post(
            "/credentials", Team.credential(service).named(name).field("token", SECRET).body())
        .expect(201);
  }

  private Answer guess(String secret) {
    return team.manager()
        .post("/credentials", Team.credential(service).field("token", secret).body())
        .expect(201);
  }

  private Answer rotate(String id, String secret) {
    return team.manager()
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", secret), "verify", false))
        .expect(200);
  }

  private static List<String> duplicates(Answer answer) {
    return answer
        .json()
        .path("duplicates")
        .valueStream()
        .map(each -> each.path("id").asString())
        .toList();
  }

  /** As those read it who read the organization's audit log. */
  private String eventsOf(String id) {
    return team.olga()
        .get("/audit?action=credential.duplicate_found&target=" + id)
        .expect(200)
        .text();
  }

  private static JsonNode found(Api by, String id) {
    return by.get("/credentials/" + id + "/audit").expect(200).items().stream()
        .filter(event -> event.path("action").asString().equals("credential.duplicate_found"))
        .findFirst()
        .orElseThrow();
  }
}
