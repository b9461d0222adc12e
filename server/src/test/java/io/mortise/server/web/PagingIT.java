package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.access.OrganizationRole;
import io.mortise.server.kernel.UserId;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every list of the API is had by pages, in one manner. */
class PagingIT {
  private static TestServer server;
  private static Api olga;
  private static String shared;

  @BeforeAll
  static void fill() {
    server = TestServer.start();
    olga = server.api().setUp();
    shared = TestCredentials.petstore().named("shared").addBy(olga);
    for (String name : List.of("ada", "bert", "cleo")) {
      var person = server.people().add(name, OrganizationRole.MEMBER);
      server.people().workspace(name);
      olga.withKey("runtime:call");
      TestCredentials.petstore().named("shared " + name).addBy(olga);
      share(shared, person.id());
    }
    olga.post("/audit/verify").expect(200);
    olga.post("/audit/verify").expect(200);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials",
        "/credentials?sort=-createdAt",
        "/credentials?q=shared",
        "/credentials/{id}/versions",
        "/credentials/{id}/grants",
        "/credentials/{id}/audit",
        "/api-keys",
        "/members",
        "/workspaces",
        "/me/sessions",
        "/connectors",
        "/connectors?method=bearer",
        "/audit",
        "/audit?action=credential.shared",
        "/audit/actions",
        "/audit/checkpoints"
      })
  void list_byPagesOfTwo_givesEachItemOnceInOrderAndTheTotal(String address) {
    String list = address.replace("{id}", shared);
    Answer whole = olga.get(with(list, "limit=200")).expect(200);

    var visited = new ArrayList<JsonNode>();
    String cursor = "";
    do {
      Answer page = olga.get(with(list, "limit=2" + cursor)).expect(200);
      assertThat(page.at("/total")).isEqualTo(whole.at("/total"));
      assertThat(page.items()).hasSizeBetween(1, 2);
      visited.addAll(page.items());
      cursor = page.json().get("next").isNull() ? "" : "&cursor=" + page.at("/next");
    } while (!cursor.isEmpty());

    assertThat(whole.items()).isNotEmpty();
    assertThat(whole.at("/total")).isEqualTo(Integer.toString(whole.items().size()));
    assertThat(visited).isEqualTo(whole.items());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials",
        "/credentials/{id}/versions",
        "/credentials/{id}/flows",
        "/credentials/{id}/grants",
        "/credentials/{id}/audit",
        "/api-keys",
        "/members",
        "/workspaces",
        "/me/sessions",
        "/connectors",
        "/audit",
        "/audit/actions",
        "/audit/checkpoints"
      })
  void list_askedForNoPage_saysWhatIsWrong(String address) {
    String list = address.replace("{id}", shared);

    for (String limit : List.of("0", "201", "-1", "many", "99999999999")) {
      assertThat(olga.get(with(list, "limit=" + limit)).expect(400, "invalid_request").pointers())
          .containsExactly("/limit");
    }
    for (String cursor : List.of("!", "AAAA", "bm9uZQ")) {
      assertThat(olga.get(with(list, "cursor=" + cursor)).expect(400, "invalid_request").pointers())
          .containsExactly("/cursor");
    }
  }

  private static void share(String credential, UserId person) {
    olga.put("/credentials/" + credential + "/grants/" + person, Map.of("level", "use"))
        .expect(204);
  }

  private static String with(String list, String parameters) {
    return list + (list.contains("?") ? "&" : "?") + parameters;
  }
}
