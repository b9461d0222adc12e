package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every name that can be saved can be resolved by address, and lists have the order people expect.
 */
class AddressedNamesIT {
  private static TestServer server;
  private static Api olga;
  private static Api engine;
  private static WorkspaceId workspace;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve");
    workspace = server.people().defaultWorkspace();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void everyName_thatIsSaved_resolvesByAddress() {
    int saved = 0;
    for (String name : names()) {
      var answer = olga.post("/credentials", named(name).body());
      if (answer.status() == 400) {
        assertThat(answer.pointers()).as(name).contains("/name");
        continue;
      }
      saved++;
      String id = answer.expect(201).at("/id");
      assertThat(engine.resolve(encoded(name)).status()).as("“%s”", name).isEqualTo(200);
      String confirm = URLEncoder.encode(answer.at("/name"), StandardCharsets.UTF_8);
      olga.delete("/credentials/" + id + "?confirm=" + confirm).expect(204);
      server.database().execute("delete from credential_name_reservation");
    }
    assertThat(saved).isGreaterThan(100);
  }

  @Test
  void name_thatNoAddressCanHold_isRefused() {
    for (String name : List.of(".", "..", "a/b", "a\u2028b", "a\u2029b", "a\u0085b", "\u0007")) {
      assertThat(olga.post("/credentials", named(name).body()).expect(400).pointers())
          .as(name)
          .containsExactly("/name");
    }
  }

  @Test
  void text_withHalfASurrogatePair_isRefusedWhereverItStands() {
    for (String body :
        List.of(
            "{\"connector\":\"petstore\",\"method\":\"api_key\",\"name\":\"a\\ud800\",\"fields\":{\"key\":\"k\"}}",
            "{\"connector\":\"petstore\",\"method\":\"api_key\",\"fields\":{\"key\":\"k\\udc00x\"}}",
            "{\"connector\":\"petstore\",\"method\":\"api_key\",\"tags\":[\"\\ud83d\"],\"fields\":{\"key\":\"k\"}}")) {
      assertThat(olga.post("/credentials", body).expect(400, "invalid_request").at("/detail"))
          .contains("surrogate");
    }
    String id = named("surrogate").addBy(olga);
    assertThat(
            olga.patch("/credentials/" + id, "{\"notes\":\"\\udfff\"}")
                .expect(400, "invalid_request")
                .at("/detail"))
        .contains("surrogate");
    olga.patch("/credentials/" + id, "{\"notes\":\"\\ud83d\\udd11\"}").expect(200);
    assertThat(olga.get("/credentials/" + id).at("/notes")).isEqualTo("🔑");
  }

  @Test
  void list_byName_isInNaturalOrder() {
    var inOrder =
        List.of(
            "Äpfel", "apfel 2", "Birne", "flow-9", "flow-10", "flow-010b", "flow-100", "Zebra 1");
    var shuffled = new ArrayList<>(inOrder.reversed());
    shuffled.forEach(name -> named(name).with("tags", List.of("natural")).addBy(olga));

    assertThat(listed("sort=name")).containsSubsequence(inOrder);
    assertThat(listed("sort=-name")).containsSubsequence(inOrder.reversed());
    assertThat(paged()).containsSubsequence(inOrder);
  }

  private static List<String> listed(String query) {
    return olga.get("/credentials?limit=200&" + query).expect(200).items().stream()
        .map(item -> item.path("name").asString())
        .toList();
  }

  private static List<String> paged() {
    var names = new ArrayList<String>();
    String cursor = "";
    do {
      var page = olga.get("/credentials?limit=2" + cursor).expect(200);
      page.items().forEach(item -> names.add(item.path("name").asString()));
      cursor = page.at("/next").isEmpty() ? "" : "&cursor=" + encoded(page.at("/next"));
    } while (!cursor.isEmpty());
    return names;
  }

  private static List<String> names() {
    var names = new ArrayList<String>();
    for (char c = ' '; c < 0x180; c++) {
      names.add("a" + c + "b");
    }
    for (char c = '!'; c <= '~'; c++) {
      names.add(String.valueOf(c));
    }
    names.addAll(
        List.of(
            "...", "..a", "a..", "%2e%2e", "%2F", "%5C", "a;b=c", "\\\\", ";", "a%", "東京", "🔑"));
    names.addAll(List.of("\u200b", "a\u202eb", "\ufeffa", "\ufffd", "a\u00a0b", "a  b", "?#[]@"));
    return names;
  }

  private static TestCredentials named(String name) {
    return TestCredentials.petstore().named(name).inWorkspace(workspace);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
