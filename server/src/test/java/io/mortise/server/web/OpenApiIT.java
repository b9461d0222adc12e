package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document that is served, and the copy that the UI's types are made of. */
class OpenApiIT {
  private static final Path OF_UI = Path.of("../ui/openapi.json");
  private static final Path SERVED = Path.of("target/openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    document = JSON.readTree(server.api().get("/api/openapi.json").expect(200).text());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void document_ofTheUi_isTheServers() throws IOException {
    Files.writeString(
        SERVED, JSON.writeValueAsString(sorted(document)) + "\n", StandardCharsets.UTF_8);

    assertThat(JSON.readTree(Files.readString(OF_UI)))
        .as(
            "ui/openapi.json is not what the server says. Refresh it:"
                + " cp server/target/openapi.json ui/openapi.json && cd ui && npm run types")
        .isEqualTo(sorted(document));
  }

  @Test
  void document_servers_nameNoHost() {
    assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
    assertThat(document.at("/servers")).hasSize(1);
  }

  @Test
  void document_references_areDefined() {
    var wanted = new TreeSet<String>();
    collect(document, wanted);

    assertThat(document.at("/components/schemas").propertyNames()).containsAll(wanted);
  }

  @Test
  void document_operations_haveNamesOfTheirOwnAndMayEndInAProblem() {
    List<String> names = new ArrayList<>();
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        if (operation.isArray()) {
          continue; // parameters of the whole path
        }
        names.add(operation.get("operationId").asString());
        assertThat(operation.at("/responses/default/content").toString())
            .contains("application/problem+json");
      }
    }

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(40);
  }

  @Test
  void document_proxy_isThereWithEveryMethod() {
    var proxy = document.get("paths").get("/runtime/v1/proxy/{ref}/{path}");

    assertThat(proxy.propertyNames())
        .contains("get", "head", "post", "put", "patch", "delete", "options");
  }

  @Test
  void document_problems_areOfOneSchema() {
    var schemas = document.at("/components/schemas");

    assertThat(schemas.at("/RefusedItem/properties/problem/$ref").asString())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(schemas.has("ProblemDocument")).isFalse();
  }

  @Test
  void document_ofAnybody_needsNoSession() {
    assertThat(server.api().get("/api/openapi.json").status()).isEqualTo(200);
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.has("$ref")) {
      names.add(node.get("$ref").asString().substring("#/components/schemas/".length()));
    }
    node.forEach(child -> collect(child, names));
  }

  /** Members by name; the order of a list of required members says nothing either. */
  private static JsonNode sorted(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node.isArray()
          ? JSON.createArrayNode().addAll(node.valueStream().map(OpenApiIT::sorted).toList())
          : node;
    }
    var sorted = JSON.createObjectNode();
    new TreeSet<>(object.propertyNames())
        .forEach(name -> sorted.set(name, sorted(object.get(name))));
    return sorted;
  }
}
