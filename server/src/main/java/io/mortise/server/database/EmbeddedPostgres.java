package io.mortise.server.database;

import io.mortise.server.settings.PrivateFile;
import io.mortise.server.settings.Settings.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL under the data folder: initialised once with random passwords, listening on
 * loopback only, as durable as PostgreSQL is by default. It is a process of its own session, so a
 * Ctrl-C for the server does not end it before the server has let go of it. Whoever starts it ends
 * it; until {@link #handOver} an exit of the JVM ends it too. After a {@code kill -9} of the server
 * the next start takes the running one over.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String OWNER = "mortise_owner";
  private static final String SERVER = "mortise_server";
  private static final String DATABASE = "mortise";

  private static final int RESTARTS = 60;
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

  private final Path data;
  private final Path cluster;
  private final Path binaries;
  private final PostgresPrograms programs;
  private final FileLock lock;
  private final ConnectionFile connection;
  private final Thread atExit = new Thread(this::close, "postgres-at-exit");
  private volatile boolean closed;

  private EmbeddedPostgres(Path data) {
    this.data = data;
    this.lock = lock(data);
    this.cluster = data.resolve("postgres");
    this.binaries = PostgresBinaries.unpackedUnder(data);
    this.programs = new PostgresPrograms(binaries.resolve("bin"), data.resolve("postgres.log"));
    this.connection = ConnectionFile.readOrCreate(data.resolve("database.env"));
  }

  /** Starts or takes over; waits as long as recovery proceeds. */
  public static EmbeddedPostgres start(Path data) {
    var postgres = new EmbeddedPostgres(data);
    // Before anything runs: an exit during the start finds nobody else who knows of it.
    Runtime.getRuntime().addShutdownHook(postgres.atExit);
    try {
      postgres.initialise();
      postgres.startOrTakeOver();
      postgres.prepareDatabase();
      postgres.watch();
      return postgres;
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** From here on its holder closes it, in its own time, also when the JVM exits. */
  public void handOver() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      log.debug("The exit has begun, and ends PostgreSQL");
    }
  }

  public String url() {
    return url(DATABASE);
  }

  /** The role that the server works as: it owns nothing. */
  public Login server() {
    return new Login(SERVER, connection.serverPassword());
  }

  /** The role that migrates. */
  public Login owner() {
    return new Login(OWNER, connection.ownerPassword());
  }

  /** Address of another database in the same cluster. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + connection.port() + "/" + database;
  }

  /** Process id of the postmaster, for tests that end it the hard way. */
  public long pid() {
    return PostmasterPid.read(cluster).orElseThrow().pid();
  }

  @Override
  public void close() {
    // Said before waiting for it, so that a start under way goes no further.
    closed = true;
    programs.end();
    stop();
    handOver();
  }

  private synchronized void stop() {
    if (PostmasterPid.read(cluster).filter(PostmasterPid::alive).isPresent()) {
      programs.stop(cluster, "fast");
    }
    unlock();
  }

  private void initialise() {
    if (Files.exists(cluster.resolve("PG_VERSION"))) {
      return;
    }
    log.info("Making a PostgreSQL database in {}", data);
    Path fresh = data.resolve("postgres.new");
    Path password = data.resolve("postgres.password");
    try {
      Directories.delete(fresh);
      PrivateFile.write(password, connection.ownerPassword());
      programs.run(
          "initdb",
          "-D",
          fresh.toString(),
          "-U",
          OWNER,
          "--pwfile",
          password.toString(),
          "-A",
          "scram-sha-256",
          "-E",
          "UTF8",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8",
          "--locale=C",
          "--data-checksums");
      Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Directories.delete(password);
    }
  }

  private void startOrTakeOver() {
    var running = PostmasterPid.read(cluster).filter(PostmasterPid::alive);
    if (running.isPresent()) {
      connection.port(running.get().port());
      if (answers()) {
        log.info("Taking over the PostgreSQL that an earlier server left running");
        return;
      }
      programs.stop(cluster, "immediate");
    }
    connection.port(freePort(connection.port()));
    startProgram();
  }

  private void startProgram() {
    var options =
        List.of(
            "-p " + connection.port(),
            "-c listen_addresses=127.0.0.1",
            "-c unix_socket_directories=''",
            "-c log_min_error_statement=panic",
            "-c max_connections=200");
    programs.run(
        "pg_ctl",
        "start",
        "-D",
        cluster.toString(),
        "-w",
        "-t",
        "86400",
        "-l",
        programs.logFile().toString(),
        "-o",
        String.join(" ", options));
  }

  /**
   * Starts PostgreSQL again when it ends without being asked to; until then the server answers 503.
   */
  private void watch() {
    PostmasterPid.read(cluster)
        .flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
        .ifPresent(
            postmaster ->
                postmaster.onExit().thenRun(() -> Thread.ofVirtual().start(this::startAgain)));
  }

  private synchronized void startAgain() {
    for (int attempt = 1; !closed && attempt <= RESTARTS; attempt++) {
      try {
        log.warn("PostgreSQL ended unexpectedly; starting it again");
        // On the port that the pool knows.
        startProgram();
        watch();
        return;
      } catch (DatabaseUnavailable e) {
        // Its own children may hold on to the shared memory for a moment.
        log.warn("PostgreSQL did not start (attempt {}): {}", attempt, e.getMessage());
        pause();
      }
    }
    if (!closed) {
      log.error(
          "PostgreSQL cannot be started again; see {}, and start Mortise again",
          programs.logFile());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RESTART_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try (Connection ignored = connect("postgres")) {
      return true;
    } catch (SQLException e) {
      log.warn("The PostgreSQL left running does not answer ({}); ending it", e.getSQLState());
      return false;
    }
  }

  private void prepareDatabase() {
    try (Connection admin = connect("postgres");
        var sql = admin.createStatement()) {
      if (!exists(admin, "select 1 from pg_roles where rolname = '" + SERVER + "'")) {
        sql.execute(
            "create role " + SERVER + " login password '" + connection.serverPassword() + "'");
      }
      if (!exists(admin, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        sql.execute("create database " + DATABASE);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(
          "The embedded PostgreSQL runs but cannot be prepared: " + e.getSQLState(), e);
    }
    connection.write(url(), server(), owner());
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", OWNER);
    properties.setProperty("password", connection.ownerPassword());
    properties.setProperty("connectTimeout", "10");
    return DriverManager.getConnection(url(database), properties);
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static int freePort(int preferred) {
    var candidates = new ArrayList<>(List.of(preferred, 0));
    for (int candidate : candidates) {
      try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        log.debug("Port {} is taken", candidate);
      }
    }
    throw new DatabaseUnavailable("No free port on loopback for the embedded PostgreSQL.");
  }

  private static FileLock lock(Path data) {
    try {
      var channel =
          FileChannel.open(
              data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new DatabaseUnavailable(
            "Another Mortise is running on "
                + data
                + ". Stop it, or set MORTISE_DATA to another folder.");
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      throw new DatabaseUnavailable("This process already runs a PostgreSQL on " + data + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unlock() {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 32 random hexadecimal characters. */
  static String randomPassword() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
