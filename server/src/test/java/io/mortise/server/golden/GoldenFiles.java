package io.mortise.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the golden files again, with {@code -Dgolden.write=true}: only when a format gets a
 * version of its own, and then beside the old files, never over them.
 */
@EnabledIfSystemProperty(named = "golden.write", matches = "true")
class GoldenFiles {
  private static final Path FOLDER = Path.of("src/test/resources/io/mortise/server/golden");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void write() throws IOException {
    try (var server = TestServer.start()) {
      var olga = server.api().setUp();
      var engine = olga.withKey("runtime:resolve");
      ObjectNode golden = JSON.createObjectNode();
      golden.put("rootKey", Files.readString(server.rootKeyFile()).strip());
      golden.put("organization", server.people().acme().value().toString());
      keysOf(server, golden.putObject("keys"));
      var documents = golden.putArray("documents");
      for (var credential : List.of(headers(), basic())) {
        String id = olga.post("/credentials", credential).expect(201).at("/id");
        String tokenId = engine.resolve(id).expect(200).at("/tokenId");
        document(server, id, tokenId, documents.addObject());
      }
      Files.writeString(
          FOLDER.resolve("sealed.json"),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(golden) + "\n");
      writeExport(olga);
    }
  }

  /** A document of its own, written later, under the keys of the first. */
  @Test
  void writeNotSecret() throws IOException {
    Path rootKey = TestServer.temporaryFolder().resolve("root.key");
    var first = JSON.readTree(Files.readString(FOLDER.resolve("sealed.json")));
    writePrivate(rootKey, first.path("rootKey").asString());
    try (var server = TestServer.start(Map.of("MORTISE_ROOT_KEY_FILE", rootKey.toString()))) {
      var organization = new OrganizationId(UUID.fromString(first.path("organization").asString()));
      insertKeys(server, organization, first);
      var headers =
          new FieldValue.HiddenMap(
              Map.of("X-Fake-Key", Secret.of("fake-golden-key")),
              Map.of("Accept", "application/json"));
      var id = new CredentialId(new UUID(7, 1));
      var sealed =
          server
              .bean(CredentialSealer.class)
              .seal(
                  organization,
                  id,
                  3,
                  new SealedDocument(
                      "http",
                      "custom_headers",
                      List.of("api.example.test"),
                      null,
                      null,
                      new Fields(Map.of("headers", headers))));
      ObjectNode document = JSON.createObjectNode();
      document.put("credential", id.value().toString());
      document.put("version", 3);
      document.put("keyId", sealed.keyId());
      document.put("sealed", Base64.getEncoder().encodeToString(sealed.bytes()));
      Files.writeString(
          FOLDER.resolve("not-secret.json"),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }
  }

  static Map<String, Object> headers() {
    return Map.of(
        "connector", "http",
        "method", "custom_headers",
        "name", "golden headers",
        "verify", false,
        "fields",
            Map.of(
                "headers", Map.of("X-Fake-Key", "fake-golden-key", "X-Other", "fake-other"),
                "allowedHosts", List.of("api.example.test", "*.example.test:8443"),
                "baseUrl", "https://api.example.test/v1"));
  }

  static Map<String, Object> basic() {
    return Map.of(
        "connector", "http",
        "method", "basic",
        "name", "golden password",
        "verify", false,
        "fields",
            Map.of(
                "username", "reader",
                "password", "fake-golden-password \"🔑\"",
                "allowedHosts", List.of("api.example.test")));
  }

  /** Puts an organization with golden keys into a fresh database. */
  static void insertKeys(TestServer server, OrganizationId organization, JsonNode golden) {
    server
        .jdbc()
        .sql("insert into organization (id, name, created_at) values (:id, 'Golden', now())")
        .param("id", organization.value())
        .update();
    for (var key : golden.path("keys").properties()) {
      server
          .jdbc()
          .sql(
              """
              insert into organization_key (organization, purpose, wrapped, root_key, created_at)
              select :organization, :purpose, :wrapped, fingerprint, now() from root_key_check
              """)
          .param("organization", organization.value())
          .param("purpose", key.getKey())
          .param("wrapped", Base64.getDecoder().decode(key.getValue().asString()))
          .update();
    }
  }

  static void writePrivate(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void keysOf(TestServer server, ObjectNode keys) {
    server
        .jdbc()
        .sql("select purpose, wrapped from organization_key order by purpose")
        .query(
            row -> {
              keys.put(
                  row.getString("purpose"),
                  Base64.getEncoder().encodeToString(row.getBytes("wrapped")));
            });
    assertThat(keys.size()).isEqualTo(4);
  }

  private static void document(TestServer server, String id, String tokenId, ObjectNode document) {
    UUID uuid = CredentialId.parse(id).orElseThrow().value();
    document.put("credential", uuid.toString());
    document.put("tokenId", tokenId);
    server
        .jdbc()
        .sql(
            "select version, sealed, key_id, duplicate_hash from credential_version where credential = :id")
        .param("id", uuid)
        .query(
            row -> {
              document.put("version", row.getInt("version"));
              document.put("keyId", row.getLong("key_id"));
              document.put("sealed", Base64.getEncoder().encodeToString(row.getBytes("sealed")));
              document.put(
                  "duplicateHash", HexFormat.of().formatHex(row.getBytes("duplicate_hash")));
            });
  }

  private static void writeExport(Api olga) throws IOException {
    String fingerprint = olga.post("/audit/verify").expect(200).at("/fingerprint");
    String last =
        olga.get("/audit/checkpoints?limit=1")
            .expect(200)
            .items()
            .getFirst()
            .path("seq")
            .asString();
    var export = olga.get("/audit/export?format=jsonl&fromSeq=1&toSeq=" + last).expect(200);
    Files.writeString(FOLDER.resolve("export.jsonl"), export.text());
    Files.writeString(FOLDER.resolve("fingerprint.txt"), fingerprint + "\n");
  }
}
