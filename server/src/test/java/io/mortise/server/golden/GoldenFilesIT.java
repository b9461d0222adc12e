package io.mortise.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.Commands;
import io.mortise.server.credentials.TokenIds;
import io.mortise.server.credentials.store.CredentialSealer;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.testing.TestServer;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an earlier build sealed, wrapped, exported and signed is opened and verified by the classes
 * of this one. If one of these tests fails, every stored secret or kept export would be lost by an
 * upgrade: mend the code, never the files. {@link GoldenFiles} wrote them.
 */
class GoldenFilesIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<Map<String, String>> EXPECTED =
      List.of(
          Map.of(
              "", "http custom_headers [api.example.test, *.example.test:8443]",
              "allowedHosts", "lines [api.example.test, *.example.test:8443]",
              "baseUrl", "text https://api.example.test/v1",
              "headers", "secrets {X-Fake-Key=fake-golden-key, X-Other=fake-other}"),
          Map.of(
              "", "http basic [api.example.test]",
              "allowedHosts", "lines [api.example.test]",
              "username", "text reader",
              "password", "secret fake-golden-password \"🔑\""));

  private static JsonNode golden;
  private static TestServer server;
  private static OrganizationId organization;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    golden = JSON.readTree(Files.readString(file("sealed.json")));
    Path rootKey = TestServer.temporaryFolder().resolve("root.key");
    GoldenFiles.writePrivate(rootKey, text("rootKey"));
    server = TestServer.start(Map.of("MORTISE_ROOT_KEY_FILE", rootKey.toString()));
    organization = new OrganizationId(UUID.fromString(text("organization")));
    GoldenFiles.insertKeys(server, organization, golden);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void sealedDocument_ofAnEarlierBuild_opens(int number) throws CannotOpen {
    var document = open(number, version(number));

    assertThat(shown(document)).isEqualTo(new TreeMap<>(EXPECTED.get(number)));
  }

  @Test
  void sealedDocument_withAnEntryThatIsNotSecret_opens() throws CannotOpen, IOException {
    var stored = JSON.readTree(Files.readString(file("not-secret.json")));

    var document = open(stored, stored.path("version").asInt());

    assertThat(document.fields().asMap().get("headers"))
        .isInstanceOfSatisfying(
            FieldValue.HiddenMap.class,
            map -> {
              assertThat(map.notSecret()).isEqualTo(Map.of("Accept", "application/json"));
              assertThat(shown(map)).isEqualTo("secrets {X-Fake-Key=fake-golden-key}");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void sealedDocument_underAnotherVersion_doesNotOpen(int number) {
    assertThatThrownBy(() -> open(number, version(number) + 1)).isInstanceOf(CannotOpen.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void duplicateHash_ofTheSameSecrets_isTheStoredOne(int number) throws CannotOpen {
    try (var fields = open(number, version(number)).fields()) {
      byte[] hash = server.bean(CredentialSealer.class).duplicateHash(organization, fields);

      assertThat(HexFormat.of().formatHex(Objects.requireNonNull(hash)))
          .isEqualTo(document(number).path("duplicateHash").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tokenId_thatWasHandedOut_isStillRecognised(int number) {
    assertThat(
            server
                .bean(TokenIds.class)
                .read(
                    organization, credential(number), document(number).path("tokenId").asString()))
        .contains(new TokenIds.Numbers(version(number), 0));
  }

  @Test
  void export_withItsCheckpoints_isStillProved() throws IOException {
    var ended =
        Commands.auditVerify(
            file("export.jsonl").toString(),
            "--key",
            Files.readString(file("fingerprint.txt")).strip());

    assertThat(ended.out()).contains("OK");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void export_withOneCharacterChanged_isNotProved() throws IOException {
    String export = Files.readString(file("export.jsonl"));
    Path changed = folder.resolve("changed.jsonl");
    Files.writeString(changed, export.replaceFirst("credential\\.used", "credential.updated"));

    var ended =
        Commands.auditVerify(
            changed.toString(), "--key", Files.readString(file("fingerprint.txt")).strip());

    assertThat(ended.exit()).isEqualTo(1);
  }

  @Test
  void export_withACheckpointSignedByNobody_isNotProved() throws IOException {
    String export = Files.readString(file("export.jsonl"));
    var signature = Pattern.compile("\"signature\":\"(.{20})(.)").matcher(export);
    assertThat(signature.find()).isTrue();
    char other = signature.group(2).equals("A") ? 'B' : 'A';
    Path changed = folder.resolve("changed.jsonl");
    Files.writeString(
        changed,
        export.substring(0, signature.start(2)) + other + export.substring(signature.end(2)));

    var ended =
        Commands.auditVerify(
            changed.toString(), "--key", Files.readString(file("fingerprint.txt")).strip());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).contains("signature");
  }

  private static SealedDocument open(int number, int version) throws CannotOpen {
    return open(document(number), version);
  }

  private static SealedDocument open(JsonNode stored, int version) throws CannotOpen {
    var sealed =
        new SealedBytes(
            Base64.getDecoder().decode(stored.path("sealed").asString()),
            stored.path("keyId").asLong());
    return server
        .bean(CredentialSealer.class)
        .open(organization, credential(stored), version, sealed);
  }

  private static JsonNode document(int number) {
    return golden.path("documents").get(number);
  }

  private static int version(int number) {
    return document(number).path("version").asInt();
  }

  private static CredentialId credential(int number) {
    return credential(document(number));
  }

  private static CredentialId credential(JsonNode stored) {
    return new CredentialId(UUID.fromString(stored.path("credential").asString()));
  }

  private static Map<String, String> shown(SealedDocument document) {
    var shown = new TreeMap<String, String>();
    shown.put("", document.connector() + " " + document.method() + " " + document.hosts());
    document.fields().asMap().forEach((name, value) -> shown.put(name, shown(value)));
    return shown;
  }

  private static String shown(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> "text " + text;
      case FieldValue.Lines(var lines) -> "lines " + lines;
      case FieldValue.Hidden(Secret secret) -> "secret " + secret.reveal(Reveal.FOR_SEALING);
      case FieldValue.HiddenMap(var entries, var _) -> {
        var shown = new TreeMap<String, String>();
        entries.forEach((name, secret) -> shown.put(name, secret.reveal(Reveal.FOR_SEALING)));
        yield "secrets " + shown;
      }
    };
  }

  private static String text(String name) {
    return golden.path(name).asString();
  }

  private static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(GoldenFilesIT.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
