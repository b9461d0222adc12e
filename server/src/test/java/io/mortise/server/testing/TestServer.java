package io.mortise.server.testing;

import io.mortise.server.ServerStarter;
import io.mortise.server.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real server in this JVM: a database, a data folder, a root key and ports of its own. */
public final class TestServer implements AutoCloseable {
  public static final String SETUP_TOKEN = "fake-setup-token";

  /** Lets outbound calls reach the services that tests run on loopback. */
  public static final String LOOPBACK = "127.0.0.0/8";

  private final TestPostgres.Database database;
  private final Path data;
  private final Map<String, String> environment;
  private final TestClock clock;
  private final ConfigurableApplicationContext context;

  private TestServer(
      TestPostgres.Database database, Path data, Map<String, String> environment, TestClock clock) {
    this.database = database;
    this.data = data;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.context = ServerStarter.start(Settings.read(environment), clock);
  }

  /** On a fresh database, with the practice service, and loopback open to outbound calls. */
  public static TestServer start() {
    return start(Map.of());
  }

  /**
   * As {@link #start()}, with settings beside or instead of the usual ones; an empty value takes
   * one away.
   */
  public static TestServer start(Map<String, String> settings) {
    return start(TestPostgres.freshDatabase(), temporaryFolder(), settings);
  }

  /** On a database and a data folder that a test has prepared. */
  public static TestServer start(
      TestPostgres.Database database, Path data, Map<String, String> settings) {
    var environment = settings(database, data);
    environment.put("MORTISE_PRACTICE", "true");
    environment.put("MORTISE_PRACTICE_PORT", Integer.toString(freePort()));
    environment.putAll(settings);
    return new TestServer(database, data, environment, new TestClock());
  }

  /**
   * Another server on the same database, under the same root key and clock, without the practice
   * service.
   */
  public TestServer second() {
    var folder = temporaryFolder();
    return new TestServer(database, folder, settingsOfAnother(folder), clock);
  }

  /** What such another server, here or in a process of its own, is started with. */
  public Map<String, String> settingsOfAnother(Path folder) {
    var others = settings(database, folder);
    others.put("MORTISE_ROOT_KEY_FILE", rootKeyFile().toString());
    others.put("MORTISE_OUTBOUND_ALLOW", environment.getOrDefault("MORTISE_OUTBOUND_ALLOW", ""));
    return others;
  }

  public URI uri() {
    return URI.create("http://localhost:" + environment.get("MORTISE_PORT"));
  }

  public int practicePort() {
    return Integer.parseInt(environment.get("MORTISE_PRACTICE_PORT"));
  }

  /** What the practice service's start page shows. */
  public String practiceKey() {
    return kept("practice.key");
  }

  /** What it shows beside the client ID. */
  public String practiceClientSecret() {
    return kept("practice.secret");
  }

  private String kept(String name) {
    try {
      return Files.readString(data.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestClock clock() {
    return clock;
  }

  /** Does work that much later, or earlier; then it is now again, whatever became of the work. */
  public void at(Duration later, Runnable work) {
    clock.advance(later);
    try {
      work.run();
    } finally {
      clock.advance(later.negated());
      if (later.isPositive()) {
        forgetTimeOfRecord();
      }
    }
  }

  /** After the clock went back: as an operator does whose record is ahead. */
  public void forgetTimeOfRecord() {
    database.execute("update audit_head set at = 'epoch'");
  }

  public TestPostgres.Database database() {
    return database;
  }

  public Path data() {
    return data;
  }

  public Path rootKeyFile() {
    return Path.of(
        environment.getOrDefault("MORTISE_ROOT_KEY_FILE", data.resolve("root.key").toString()));
  }

  /** The server's own access to its database. */
  public JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Somebody without session or key. */
  public Api api() {
    return new Api(uri());
  }

  /** Members, workspaces and organizations, as they would be once people can be invited. */
  public TestPeople people() {
    return new TestPeople(this);
  }

  @Override
  public void close() {
    context.close();
    delete(data);
  }

  /** Ends the server and keeps its data folder, to start another on it. */
  public void stop() {
    context.close();
  }

  public static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("mortise-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(TestPostgres.Database database, Path data) {
    var settings = new HashMap<String, String>();
    settings.put("MORTISE_PORT", Integer.toString(freePort()));
    settings.put("MORTISE_DATA", data.toString());
    settings.put("MORTISE_SETUP_TOKEN", SETUP_TOKEN);
    settings.put("MORTISE_DATABASE_URL", database.url());
    settings.put("MORTISE_DATABASE_USER", database.server().user());
    settings.put("MORTISE_DATABASE_PASSWORD", database.server().password());
    settings.put("MORTISE_DATABASE_OWNER", database.owner().user());
    settings.put("MORTISE_DATABASE_OWNER_PASSWORD", database.owner().password());
    settings.put("MORTISE_OUTBOUND_ALLOW", LOOPBACK);
    return settings;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
