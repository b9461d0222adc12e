package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.DialectServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials that nobody has tested are counted and listed apart from those that work. */
class UntestedIT {
  @RegisterExtension static final Team team = new Team();

  private static DialectServer service;

  @BeforeAll
  static void start() {
    service = DialectServer.start().accepts(Team.FIRST);
    Team.credential(service).named("tested").verified().addBy(team.olga());
    Team.credential(service).named("untested").addBy(team.olga());
    String revoked = Team.credential(service).named("revoked untested").addBy(team.olga());
    team.olga().post("/credentials/" + revoked + "/revoke").expect(200);
    String failing =
        Team.credential(service).named("failing").field("token", "fake-wrong").addBy(team.olga());
    team.olga().post("/credentials/" + failing + "/test").expect(200);
    String refused = Team.credential(service).named("refused untested").addBy(team.olga());
    String token = team.engine().resolve(refused).at("/tokenId");
    for (int i = 0; i < 3; i++) {
      team.outcome(refused, token, "refused");
    }
  }

  @AfterAll
  static void end() {
    service.close();
  }

  @Test
  void summary_countsActiveOnesThatWereNeverTested() {
    var summary = team.olga().get("/credentials/summary").expect(200);

    assertThat(summary.at("/total")).isEqualTo("5");
    assertThat(summary.at("/byStatus/active")).isEqualTo("2");
    assertThat(summary.at("/untested")).isEqualTo("1");
  }

  @Test
  void list_byTested_agreesWithTheSummary() {
    assertThat(names("?tested=true")).containsExactly("failing", "tested");
    assertThat(names("?tested=false"))
        .containsExactly("refused untested", "revoked untested", "untested");
    assertThat(names("?status=active&tested=false")).containsExactly("untested");
    assertThat(names("?status=active&tested=true")).containsExactly("tested");
    assertThat(team.olga().get("/credentials?status=active&tested=false").at("/total"))
        .isEqualTo("1");
  }

  @Test
  void list_byTestedThatIsNoFlag_isRefused() {
    for (String value : List.of("yes", "1", "TRUE", "")) {
      var refused = team.olga().get("/credentials?tested=" + value).expect(400, "invalid_request");
      assertThat(refused.pointers()).as(value).containsExactly("/tested");
    }
  }

  private static List<String> names(String query) {
    Answer list = team.olga().get("/credentials" + query).expect(200);
    return list.items().stream().map(item -> item.path("name").asString()).toList();
  }
}
