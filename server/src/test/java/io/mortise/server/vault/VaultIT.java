package io.mortise.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.settings.SettingsInvalid;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestPostgres;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultIT {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer sealedPlace;
  private DialectServer newPlace;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startServices() {
    sealedPlace = DialectServer.start();
    newPlace = DialectServer.start();
  }

  @AfterEach
  void endServices() {
    sealedPlace.close();
    newPlace.close();
  }

  @Test
  void open_rowsOfTwoCredentialsSwapped_opensNeither() {
    String one = added(TestCredentials.petstore());
    String other = added(TestCredentials.petstore().field("key", "pet_fake_0002"));

    execute(
        """
        update credential_version v set sealed = o.sealed from credential_version o
        where v.credential in ('%1$s', '%2$s') and o.credential in ('%1$s', '%2$s') and o.credential <> v.credential
        """
            .formatted(uuid(one), uuid(other)));

    assertUnreadable(one);
    assertUnreadable(other);
  }

  @Test
  void open_bytesOfAnotherVersion_doesNotOpen() {
    String id = added(TestCredentials.petstore());
    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("key", "pet_fake_0003"), "verify", false))
        .expect(200);

    execute(
        """
        update credential_version v set sealed = o.sealed from credential_version o
        where v.credential = '%1$s' and o.credential = '%1$s' and v.version = 2 and o.version = 1
        """
            .formatted(uuid(id)));

    assertUnreadable(id);
  }

  @Test
  void open_damagedBytes_doesNotOpen() {
    String id = added(TestCredentials.petstore());

    execute(
        "update credential_version set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where credential = '%s'"
            .formatted(uuid(id)));

    assertUnreadable(id);
  }

  @Test
  void open_emptyBytes_doesNotOpen() {
    String id = added(TestCredentials.petstore());

    execute(
        "update credential_version set sealed = ''::bytea where credential = '%s'"
            .formatted(uuid(id)));

    assertUnreadable(id);
  }

  @Test
  void open_keyOfAnotherOrganization_doesNotOpen() {
    var acme = server.people().acme();
    var globex = server.people().organization("Globex " + COUNT.incrementAndGet());
    String id = added(TestCredentials.petstore());
    String takeGlobexs =
        "update organization_key a set wrapped = g.wrapped from organization_key g where a.organization = '%s'"
            + " and g.organization = '%s' and a.purpose = 'seal' and g.purpose = 'seal'";
    execute(
        "create table kept as select * from organization_key where organization = '%s'"
            .formatted(acme.value()));

    try (var started = afterwards(takeGlobexs.formatted(acme.value(), globex.value()))) {
      engine.at(started).resolve(id).expect(503, "credential_unreadable");
    } finally {
      execute(
          "update organization_key k set wrapped = o.wrapped from kept o where o.organization = k.organization and"
              + " o.purpose = k.purpose");
    }
  }

  @Test
  void unreadable_whenMended_opensAgainByATest() {
    String id = added(TestCredentials.petstore().field("key", server.practiceKey()));
    execute(
        "update credential_version set sealed = sealed || '\\x00'::bytea where credential = '%s'"
            .formatted(uuid(id)));
    assertUnreadable(id);

    execute(
        "update credential_version set sealed = substring(sealed for length(sealed) - 1) where credential = '%s'"
            .formatted(uuid(id)));
    olga.post("/credentials/" + id + "/test").expect(200);

    assertThat(olga.get("/credentials/" + id).at("/status")).isEqualTo("active");
    engine.resolve(id).expect(200);
  }

  @Test
  void unreadable_rotated_isCured() {
    String id = added(TestCredentials.petstore());
    execute(
        "update credential_version set sealed = sealed || '\\x00'::bytea where credential = '%s'"
            .formatted(uuid(id)));
    assertUnreadable(id);

    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("key", "pet_fake_0004"), "verify", false))
        .expect(200);

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isEqualTo("active");
    assertThat(engine.resolve(id).expect(200).at("/fields/key")).isEqualTo("pet_fake_0004");
  }

  @Test
  void unreadable_sealedRowGone_isCuredByARotation() {
    String id = added(TestCredentials.petstore());
    execute("delete from credential_version where credential = '%s'".formatted(uuid(id)));
    assertUnreadable(id);

    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("key", "pet_fake_0005"), "verify", false))
        .expect(200);

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isEqualTo("active");
    assertThat(engine.resolve(id).expect(200).at("/fields/key")).isEqualTo("pet_fake_0005");
  }

  @Test
  void start_underAnotherRootKey_refusesAndSaysWhichIsRight() throws IOException {
    Path other = keyFile("rw-------");

    assertThatThrownBy(() -> startOn(other))
        .hasRootCauseInstanceOf(SettingsInvalid.class)
        .rootCause()
        .hasMessageContaining("is not the one that sealed this database")
        .hasMessageContaining(other.toString());
  }

  @Test
  void start_twoAtOnceOnAnEmptyDatabaseWithTwoKeys_oneStartsAndTheOtherRefuses() throws Exception {
    var database = TestPostgres.freshDatabase();

    Callable<Throwable> start = () -> catchThrowable(() -> startOn(database, keyFile("rw-------")));

    var refusals = AtOnce.all(List.of(start, start));

    assertThat(refusals)
        .filteredOn(Objects::nonNull)
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal)
                    .rootCause()
                    .isInstanceOf(SettingsInvalid.class)
                    .hasMessageContaining("is not the one that sealed this database"));
  }

  @Test
  void start_withoutTheKeyFile_refusesAndMakesNone() {
    Path missing = TestServer.temporaryFolder().resolve("root.key");

    assertThatThrownBy(() -> startOn(missing))
        .hasRootCauseInstanceOf(SettingsInvalid.class)
        .rootCause()
        .hasMessageContaining("is missing")
        .hasMessageContaining(missing.toString());
    assertThat(missing).doesNotExist();
  }

  @Test
  void start_keyFileThatOthersMayRead_refusesAndSaysTheCure() throws IOException {
    Path open = keyFile("rw-r--r--");

    assertThatThrownBy(() -> startOn(open))
        .isInstanceOf(SettingsInvalid.class)
        .hasMessageContaining("chmod 600 " + open);
  }

  @Test
  void start_first_makesAKeyFileForItsOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.rootKeyFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void rowEditedToANewHost_resolve_namesTheSealedHostsOnly() {
    String id = movedInTheDatabase();

    var resolved = engine.resolve(id).expect(200);

    assertThat(resolved.json().path("hosts").valueStream().map(host -> host.asString()))
        .containsExactly(sealedPlace.host());
    assertThat(resolved.text()).doesNotContain(newPlace.host());
  }

  @Test
  void rowEditedToANewHost_proxy_sendsToTheSealedPlaceOnly() {
    String id = movedInTheDatabase();

    engine.get("/runtime/v1/proxy/" + id + "/things").expect(200);

    assertThat(sealedPlace.seen())
        .extracting(DialectServer.Seen::target)
        .containsExactly("/things");
    assertThat(newPlace.seen()).isEmpty();
  }

  @Test
  void rowEditedToANewHost_test_asksTheSealedPlaceOnly() {
    String id = movedInTheDatabase();

    olga.post("/credentials/" + id + "/test").expect(200);
    var unsaved = Map.of("connector", "http", "method", "bearer", "credential", id);
    olga.post("/credentials/test", unsaved).expect(412, "version_conflict");
    olga.post("/credentials/test", unsaved).expect(200);

    assertThat(sealedPlace.seen()).hasSize(2);
    assertThat(newPlace.seen()).isEmpty();
  }

  @Test
  void rowEditedToANewHost_savedAgain_isPutRightAndSendsNothingThere() {
    String id = movedInTheDatabase();
    var shown = new HashMap<>(moved());
    shown.put("token", "fake-token-0003");

    olga.patch("/credentials/" + id, Map.of("fields", shown)).expect(412, "version_conflict");

    assertThat(olga.get("/credentials/" + id).expect(200).at("/fields/baseUrl"))
        .isEqualTo(sealedPlace.url(""));
    olga.patch(
            "/credentials/" + id,
            Map.of(
                "notes",
                "looked at",
                "fields",
                Map.of("token", "fake-token-0003", "baseUrl", sealedPlace.url("/v2"))))
        .expect(200);
    engine.get("/runtime/v1/proxy/" + id + "/things").expect(200);
    assertThat(sealedPlace.seen().getLast().target()).isEqualTo("/v2/things");
    assertThat(newPlace.seen()).isEmpty();
  }

  @Test
  void unreadable_rotatedWithTheSecretAlone_takesNothingFromTheRow() {
    String id = added(TestCredentials.http(sealedPlace));
    execute("delete from credential_version where credential = '%s'".formatted(uuid(id)));

    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("token", "fake-token-0004"), "verify", false))
        .expect(400);

    olga.post(
            "/credentials/" + id + "/rotate",
            Map.of(
                "fields",
                Map.of(
                    "token", "fake-token-0004",
                    "allowedHosts", List.of(sealedPlace.host()),
                    "baseUrl", sealedPlace.url("")),
                "verify",
                false))
        .expect(200);
    engine.get("/runtime/v1/proxy/" + id + "/things").expect(200);
  }

  @Test
  void unsavedTest_ofANewHostWithTheSavedSecret_isRefused() {
    String id = added(TestCredentials.http(sealedPlace));

    olga.post(
            "/credentials/test",
            Map.of("connector", "http", "method", "bearer", "credential", id, "fields", moved()))
        .expect(422, "secret_required");

    assertThat(newPlace.seen()).isEmpty();
  }

  @Test
  void hostsWidened_withoutTheSecret_isRefused() {
    String id = added(TestCredentials.http(sealedPlace));

    olga.patch("/credentials/" + id, Map.of("fields", moved())).expect(422, "secret_required");
    olga.patch(
            "/credentials/" + id,
            Map.of(
                "fields",
                Map.of("allowedHosts", List.of(sealedPlace.host(), newPlace.host())),
                "verify",
                false))
        .expect(422, "secret_required");

    assertThat(newPlace.seen()).isEmpty();
    assertThat(
            engine
                .resolve(id)
                .expect(200)
                .json()
                .path("hosts")
                .valueStream()
                .map(host -> host.asString()))
        .containsExactly(sealedPlace.host());
  }

  @Test
  void hostsWidened_withTheSecret_isSaved() {
    String id = added(TestCredentials.http(sealedPlace));
    var fields = new HashMap<>(moved());
    fields.put("token", "fake-token-0001");

    olga.patch("/credentials/" + id, Map.of("fields", fields)).expect(200);
    engine.get("/runtime/v1/proxy/" + id + "/things").expect(200);

    assertThat(newPlace.seen())
        .extracting(DialectServer.Seen::target)
        .containsExactly("/test", "/things");
  }

  @Test
  void hostsNarrowed_withoutTheSecret_isSaved() {
    String id =
        added(
            TestCredentials.http(sealedPlace)
                .field("allowedHosts", List.of(sealedPlace.host(), newPlace.host())));

    olga.patch(
            "/credentials/" + id,
            Map.of("fields", Map.of("allowedHosts", List.of(sealedPlace.host())), "verify", false))
        .expect(200);

    assertThat(
            engine
                .resolve(id)
                .expect(200)
                .json()
                .path("hosts")
                .valueStream()
                .map(host -> host.asString()))
        .containsExactly(sealedPlace.host());
  }

  private String movedInTheDatabase() {
    String id = added(TestCredentials.http(sealedPlace));
    execute(
        """
        update credential set public_fields = '{"allowedHosts": ["%s"], "baseUrl": "%s", "testUrl": "%s"}'
        where id = '%s'
        """
            .formatted(newPlace.host(), newPlace.url(""), newPlace.url("/test"), uuid(id)));
    return id;
  }

  private Map<String, Object> moved() {
    return Map.of(
        "allowedHosts",
        List.of(newPlace.host()),
        "baseUrl",
        newPlace.url(""),
        "testUrl",
        newPlace.url("/test"));
  }

  private static void assertUnreadable(String id) {
    engine.resolve(id).expect(503, "credential_unreadable");

    assertThat(olga.get("/credentials/" + id).expect(200).at("/status")).isEqualTo("unreadable");
    var actions = new ArrayList<String>();
    for (var event : olga.get("/credentials/" + id + "/audit").expect(200).items()) {
      actions.add(
          event.at("/action").asString()
              + " "
              + event.at("/outcome").asString()
              + " "
              + event.path("reason").asString(""));
    }
    assertThat(actions).contains("credential.refused failed unreadable");
  }

  private static String added(TestCredentials credential) {
    return credential.named("vault " + COUNT.incrementAndGet()).addBy(olga);
  }

  private static UUID uuid(String id) {
    return CredentialId.parse(id).orElseThrow().value();
  }

  private static void execute(String sql) {
    server.database().execute(sql);
  }

  private static TestServer afterwards(String sql) {
    execute(sql);
    return server.second();
  }

  private static void startOn(Path rootKey) {
    startOn(server.database(), rootKey);
  }

  private static void startOn(TestPostgres.Database database, Path rootKey) {
    TestServer.start(
            database,
            TestServer.temporaryFolder(),
            Map.of("MORTISE_ROOT_KEY_FILE", rootKey.toString()))
        .close();
  }

  private static Path keyFile(String permissions) throws IOException {
    Path file = TestServer.temporaryFolder().resolve("root.key");
    byte[] key = new byte[32];
    key[0] = (byte) COUNT.incrementAndGet();
    Files.writeString(file, Base64.getEncoder().encodeToString(key));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
