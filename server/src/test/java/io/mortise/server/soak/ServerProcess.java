package io.mortise.server.soak;

import static org.awaitility.Awaitility.await;

import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The server as a process of its own with the embedded PostgreSQL, to be ended the hard way. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);

  private final Path data;
  private final int port;
  private final Process process;

  private ServerProcess(Path data, int port, Map<String, String> settings) {
    this.data = data;
    this.port = port;
    this.process = launch(data, port, settings);
  }

  /**
   * Starts on a data folder, which an earlier one may have left in any state, and waits until it is
   * ready.
   */
  static ServerProcess start(Path data, int port) {
    return start(data, port, Map.of());
  }

  /** As {@link #start(Path, int)}, with more settings. */
  public static ServerProcess start(Path data, int port, Map<String, String> settings) {
    var server = new ServerProcess(data, port, settings);
    server.awaitReady();
    return server;
  }

  public URI uri() {
    return URI.create("http://localhost:" + port);
  }

  void awaitReady() {
    await().atMost(READY).pollInterval(Duration.ofMillis(100)).until(this::ready);
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** kill -9 of the database's first process. */
  void killDatabase() {
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip());
      ProcessHandle.of(pid)
          .ifPresent(
              postmaster -> {
                postmaster.destroyForcibly();
                postmaster.onExit().join();
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, as Ctrl-C and service managers do. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private boolean ready() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The server ended; see " + data.resolve("server.log"));
    }
    var request =
        HttpRequest.newBuilder(uri().resolve("/api/v1/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process launch(Path data, int port, Map<String, String> settings) {
    var command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                // The memory that the launcher gives.
                "-Xms64m",
                "-Xmx288m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.mortise.server.Mortise",
                "serve"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "MORTISE_DATA", data.toString(),
                "MORTISE_PORT", Integer.toString(port),
                "MORTISE_SETUP_TOKEN", TestServer.SETUP_TOKEN));
    builder.environment().putAll(settings);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
