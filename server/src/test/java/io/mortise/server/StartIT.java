package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestPostgres;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command as an operator runs it: a process with its settings, its sentences and its end. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StartIT {
  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();
  private Path data;

  private record Ended(int exit, String said) {}

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    data = folder.resolve("data");
  }

  @AfterEach
  void endWhatAFailedTestLeft() {
    started.forEach(Process::destroy);
    started.forEach(process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }

  @Test
  void serve_addressWithoutTls_endsWithOneSentence() throws Exception {
    var ended = run(Map.of("MORTISE_ADDRESS", "0.0.0.0"), "serve");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said().strip().lines())
        .singleElement()
        .asString()
        .contains("MORTISE_BEHIND_TLS_PROXY");
  }

  @Test
  void serve_behindAProxyWithoutPublicUrl_endsWithOneSentence() throws Exception {
    var ended =
        run(Map.of("MORTISE_ADDRESS", "0.0.0.0", "MORTISE_BEHIND_TLS_PROXY", "true"), "serve");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said().strip().lines())
        .singleElement()
        .asString()
        .contains("MORTISE_PUBLIC_URL is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "MORTISE_ROOT_KEY, abc, MORTISE_ROOT_KEY",
    "MORTISE_OUTBOUND_ALLOW, foo, MORTISE_OUTBOUND_ALLOW has «foo»",
    "MORTISE_PORT, 0, number from 1 to 65535",
    "MORTISE_ADDRESS, 203.0.113.9, MORTISE_ADDRESS is 203.0.113.9"
  })
  void serve_settingThatCannotWork_endsBeforeADatabaseIsMade(
      String name, String value, String sentence) throws Exception {
    var ended =
        run(
            Map.of(
                name,
                value,
                "MORTISE_BEHIND_TLS_PROXY",
                "true",
                "MORTISE_PUBLIC_URL",
                "https://mortise.example"),
            "serve");

    assertEndedBeforeTheDatabase(ended, sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MORTISE_PORT", "MORTISE_PRACTICE_PORT", "MORTISE_METRICS_PORT"})
  void serve_portInUse_endsBeforeADatabaseIsMade(String name) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      var settings =
          new HashMap<>(
              Map.of(
                  "MORTISE_PORT",
                  Integer.toString(TestServer.freePort()),
                  "MORTISE_PRACTICE",
                  "true"));
      settings.put(name, port);

      assertEndedBeforeTheDatabase(run(settings, "serve"), "Port " + port + " is in use");
    }
  }

  @Test
  void serve_variableThatIsNoSetting_isNamedInTheLog() throws Exception {
    var process =
        start(
            external(
                TestPostgres.freshDatabase(),
                Map.of("MORTISE_PROT", "7001", "MORTISE_JAVA_OPTS", "-Xmx1g")),
            "serve");

    assertThat(firstLine(process, "no setting"))
        .contains("MORTISE_PROT")
        .doesNotContain("7001")
        .doesNotContain("MORTISE_JAVA_OPTS");
  }

  private void assertEndedBeforeTheDatabase(Ended ended, String sentence) {
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said().strip().lines()).singleElement().asString().contains(sentence);
    assertThat(data.resolve("server.lock")).doesNotExist();
  }

  @Test
  void serve_wrongRootKey_endsWithOneSentenceThatNamesBothKeys() throws Exception {
    var database = TestPostgres.freshDatabase();
    var first = TestServer.start(database, TestServer.temporaryFolder(), Map.of());
    first.api().setUp();
    String right =
        first.jdbc().sql("select fingerprint from root_key_check").query(String.class).single();
    first.close();
    String wrong = "ZmFrZSBmYWtlIGZha2UgZmFrZSBmYWtlIGZha2UgISE=";

    var ended = run(external(database, Map.of("MORTISE_ROOT_KEY", wrong)), "serve");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said().strip().lines())
        .singleElement()
        .asString()
        .contains("is not the one that sealed this database")
        .contains(right, fingerprint(wrong));
    assertThat(right).isNotEqualTo(fingerprint(wrong));
  }

  /** The first 16 hexadecimal digits of SHA-256 over the key, as the database has it. */
  private static String fingerprint(String key) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(key));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Test
  void serve_rootKeyFileLost_isNotMadeAnew() throws Exception {
    var database = TestPostgres.freshDatabase();
    var first = TestServer.start(database, TestServer.temporaryFolder(), Map.of());
    first.api().setUp();
    first.close();

    var ended = run(external(database, Map.of()), "serve");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said()).contains("is missing").contains("backup");
    assertThat(data.resolve("root.key")).doesNotExist();
  }

  @Test
  void serve_embeddedThenTerminated_leavesNoProcessBehindAndKeepsWhatWasSaved() throws Exception {
    int port = TestServer.freePort();
    var settings =
        Map.of(
            "MORTISE_PORT", Integer.toString(port), "MORTISE_SETUP_TOKEN", TestServer.SETUP_TOKEN);
    var process = start(settings, "serve");
    String greeting = firstLine(process, "Set up at");
    assertThat(greeting).contains("http://localhost:" + port + "/setup?token=");
    var api = new Api(URI.create("http://localhost:" + port)).setUp();
    assertThat(api.get("/me").expect(200).at("/role")).isEqualTo("owner");
    long postmaster =
        Long.parseLong(
            Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip());
    assertThat(ProcessHandle.of(postmaster)).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(Files.getPosixFilePermissions(data.resolve("root.key"))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(data.resolve("database.env"))).hasSize(2);

    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    ProcessHandle.of(postmaster)
        .ifPresent(ending -> ending.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    var again = start(settings, "serve");
    assertThat(firstLine(again, "Mortise is at")).contains(Integer.toString(port));
  }

  @Test
  void serve_terminatedDuringStart_leavesNoProcessBehindAndCanStartAgain() throws Exception {
    endWhen("initdb runs", () -> Files.exists(data.resolve("postgres.new/base")));
    endWhen("PostgreSQL starts", () -> Files.exists(data.resolve("postgres/postmaster.pid")));
    endWhen("tables are made", this::databaseIsMade);
    endWhen("PostgreSQL starts again", () -> Files.exists(data.resolve("postgres/postmaster.pid")));
    endWhen("the database is ready", () -> Files.exists(data.resolve("root.key")));

    var whole = start(Map.of("MORTISE_PORT", Integer.toString(TestServer.freePort())), "serve");
    assertThat(firstLine(whole, "Set up at")).contains("token=");
  }

  /** Ends a start, as Ctrl-C or a service manager does, as soon as it has come that far. */
  private void endWhen(String point, Callable<Boolean> reached) throws Exception {
    var process = start(Map.of("MORTISE_PORT", Integer.toString(TestServer.freePort())), "serve");
    await(point).pollInterval(Duration.ofMillis(5)).until(reached);

    // By its handle: a process that Java destroys by itself can no longer be read.
    process.toHandle().destroy();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(point).isEqualTo(143);
    assertThat(said).as(point).doesNotContain("Set up at");
    await(point).untilAsserted(() -> assertThat(programsInFolder()).isEmpty());
  }

  private boolean databaseIsMade() throws IOException {
    return Files.readString(data.resolve("database.env")).contains("/mortise");
  }

  /** What runs PostgreSQL's programs, which lie in the data folder. */
  private List<String> programsInFolder() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.startsWith(data.toString()) || line.contains(" " + data))
        .toList();
  }

  @Test
  void serve_dataFolderInUse_saysSo() throws Exception {
    var first = start(Map.of("MORTISE_PORT", Integer.toString(TestServer.freePort())), "serve");
    firstLine(first, "Set up at");

    var ended = run(Map.of("MORTISE_PORT", Integer.toString(TestServer.freePort())), "serve");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.said()).contains("Another Mortise is running");
  }

  @Test
  void verify_noExport_saysSo() {
    var said = new StringWriter();
    int exit =
        new CommandLine(new AuditCommand.Verify())
            .setErr(new PrintWriter(said, true))
            .execute(data.resolve("none.jsonl").toString(), "--key", "00");

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains("cannot be read");
  }

  private Map<String, String> external(TestPostgres.Database database, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("MORTISE_DATABASE_URL", database.url());
    settings.put("MORTISE_DATABASE_USER", database.server().user());
    settings.put("MORTISE_DATABASE_PASSWORD", database.server().password());
    settings.put("MORTISE_DATABASE_OWNER", database.owner().user());
    settings.put("MORTISE_DATABASE_OWNER_PASSWORD", database.owner().password());
    settings.put("MORTISE_PORT", Integer.toString(TestServer.freePort()));
    return settings;
  }

  private Ended run(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    var process = start(settings, arguments);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private Process start(Map<String, String> settings, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mortise.server.Mortise"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MORTISE_"));
    builder.environment().putAll(settings);
    builder.environment().put("MORTISE_DATA", data.toString());
    var process = builder.start();
    started.add(process);
    return process;
  }

  private static String firstLine(Process process, String containing) throws IOException {
    var reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.contains(containing)) {
        return line;
      }
    }
    throw new AssertionError("The server ended without saying «" + containing + "»");
  }
}
