package io.mortise.runtime.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.auth.Template;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Operation;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.connector.oauth.Scope;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.probe.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Path FOLDER = Path.of("src/main/resources/io/mortise/connectors");

  private final Catalogue catalogue = Catalogue.builtIn();

  @Test
  void index_everyFileOfTheFolder_isListed() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var names =
          files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"));

      assertThat(Files.readAllLines(FOLDER.resolve("index.txt")))
          .containsExactlyElementsOf(names.sorted().toList());
    }
  }

  @Test
  void builtIn_everyFile_saysWhenAndAgainstWhatItWasChecked() throws IOException {
    for (var name : Files.readAllLines(FOLDER.resolve("index.txt"))) {
      assertThat(Files.readAllLines(FOLDER.resolve(name)).getFirst())
          .as(name)
          .matches("# checked: 20\\d\\d-\\d\\d-\\d\\d .{10,}");
    }
  }

  @Test
  void builtIn_everyConnector_hasGuideSearchWordsProbeAndThreeOperations() {
    assertThat(catalogue.all()).hasSize(18);
    for (var connector : catalogue.with(Catalogue.practice(7421)).all()) {
      assertThat(connector.presentation().searchWords()).as(connector.id()).isNotEmpty();
      assertThat(connector.operations()).as(connector.id()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(connector.operations()).as(connector.id()).anyMatch(Operation::readOnly);
      for (var method : connector.methods()) {
        assertThat(method.probe()).as(connector.id()).isPresent();
        // Access tokens are replaced without a person; all other secrets stay as they are.
        assertThat(method.notes().staticSecret())
            .as(connector.id() + " " + method.id())
            .isEqualTo(method.oauth().isEmpty());
      }
    }
  }

  @Test
  void builtIn_fixedProbeAddresses_lieOnTheMethodsHosts() {
    for (var connector : catalogue.all()) {
      for (var method : connector.methods()) {
        if (method.probe().orElseThrow() instanceof ProbeSpec.Http http
            && method.hosts().listField() == null) {
          var host = http.url().toString().replaceAll("^https://([^/]+)/.*$", "$1");
          assertThat(method.hosts().hosts()).extracting(Template::toString).contains(host);
        }
      }
    }
  }

  @Test
  void builtIn_everyServiceWithAccounts_saysHowToConnectOneAndWhatEndsIt() {
    for (var connector : catalogue.all()) {
      for (var method : connector.methods()) {
        var account = method.oauth().filter(grant -> grant.app() == OAuthGrant.App.REQUIRED);
        if (account.isPresent()) {
          var name = connector.id() + " " + method.id();
          assertThat(method.notes().guide())
              .as(name)
              .contains("redirect address", "client", "OAuth app in Mortise");
          assertThat(account.get().knownDeaths()).as(name).isNotEmpty();
          assertThat(connector.presentation().approval()).as(name).isNotBlank();
          assertThat(account.get().scopes().stream().map(Scope::name).distinct())
              .as(name)
              .hasSameSizeAs(account.get().scopes());
        }
      }
    }
  }

  @Test
  void search_namesInUse_findTheConnector() {
    assertThat(ids(catalogue.search("git", null, null))).startsWith("github", "gitlab");
    assertThat(ids(catalogue.search("Postgres", null, null))).contains("postgresql");
    assertThat(ids(catalogue.search("payments", null, null))).containsExactly("stripe");
    assertThat(ids(catalogue.search(null, "office", "bearer")))
        .containsExactly("airtable", "notion", "slack");
    assertThat(ids(catalogue.search(null, null, "custom"))).contains("http", "postgresql");
    assertThat(catalogue.search("nothing like it", null, null)).isEmpty();
  }

  @Test
  void practice_itsPort_isEverywhere() {
    var practice = Catalogue.practice(9999);
    var method = practice.method("api_key").orElseThrow();

    assertThat(method.destinations(Fields.none())).containsExactly("localhost:9999");
    assertThat(method.base(Fields.none()).orElseThrow()).hasToString("http://localhost:9999");
    assertThat(practice.presentation().guide()).contains("9999").doesNotContain("${");
    var account = practice.method("oauth2").orElseThrow();
    var oauth = account.oauth().orElseThrow();
    assertThat(account.destinations(Fields.none())).containsExactly("localhost:9999");
    assertThat(oauth.authorizationEndpoint(Fields.none()))
        .contains("http://localhost:9999/oauth/authorize");
    assertThat(oauth.tokenEndpoint(Fields.none())).contains("http://localhost:9999/oauth/token");
  }

  @Test
  void reasons_ofFilesAndOfResults_areTheSame() {
    assertThat(ProbeReader.REASONS)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::wire).toList());
  }

  private static List<String> ids(List<Connector> connectors) {
    return connectors.stream().map(Connector::id).toList();
  }
}
