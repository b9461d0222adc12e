package io.mortise.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checklist of the first run is shown to those who administer, until one of them ends it. */
class FirstStepsIT {
  private static TestServer server;
  private static Api olga;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void firstSteps_ofANewOrganization_areShownUntilTheyAreEnded() {
    assertThat(shown(olga)).isTrue();

    olga.delete("/first-steps").expect(204);
    olga.delete("/first-steps").expect(204);

    assertThat(shown(olga)).isFalse();
  }

  @Test
  void firstSteps_ofSomebodyWhoDoesNotAdminister_areNeitherShownNorEnded() {
    var people = server.people();
    var eve = people.add("Eve", people.defaultWorkspace(), WorkspaceRole.EDITOR);
    var browser = server.api().signIn(eve.email());

    assertThat(shown(browser)).isFalse();
    browser.delete("/first-steps").expect(403, "forbidden");
  }

  private static boolean shown(Api browser) {
    return browser.get("/me").expect(200).json().at("/firstSteps").booleanValue();
  }
}
