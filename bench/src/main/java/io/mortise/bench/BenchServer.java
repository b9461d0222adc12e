package io.mortise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** The server as {@code ./mortise serve} starts it, on a data folder of its own. */
final class BenchServer implements AutoCloseable {
  static final int PORT = 7490;
  static final String SETUP_TOKEN = "bench";

  private final Path data;
  private final Process process;
  private final Duration ready;

  private BenchServer(Path data, Process process, Duration ready) {
    this.data = data;
    this.process = process;
    this.ready = ready;
  }

  static BenchServer start(Path root, Path data) {
    long began = System.nanoTime();
    var builder = new ProcessBuilder(root.resolve("mortise").toString(), "serve").inheritIO();
    builder.redirectOutput(data.resolveSibling("server.log").toFile());
    builder.environment().putAll(settings(data));
    try {
      var process = builder.start();
      while (!answers()) {
        if (!process.isAlive()) {
          throw new IllegalStateException(
              "The server did not start; see " + data.resolveSibling("server.log"));
        }
        Thread.sleep(20);
      }
      return new BenchServer(data, process, Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> settings(Path data) {
    return Map.of(
        "MORTISE_DATA",
        data.toString(),
        "MORTISE_PORT",
        Integer.toString(PORT),
        "MORTISE_SETUP_TOKEN",
        SETUP_TOKEN);
  }

  /** From the command to the first answer of the health address. */
  Duration ready() {
    return ready;
  }

  /** Resident memory of the JVM now, and its peak, in MiB. */
  String memory() {
    try {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      return mebibytes(status, "VmRSS")
          + " MiB resident, peak "
          + mebibytes(status, "VmHWM")
          + " MiB";
    } catch (IOException e) {
      return "not known on this system";
    }
  }

  /** As the role that owns the tables. */
  Connection database() throws SQLException {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("database.env"))) {
      values.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DriverManager.getConnection(
        values.getProperty("MORTISE_DATABASE_URL"),
        values.getProperty("MORTISE_DATABASE_OWNER"),
        values.getProperty("MORTISE_DATABASE_OWNER_PASSWORD"));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static long mebibytes(String status, String line) {
    var match = Pattern.compile(line + ":\\s+(\\d+) kB").matcher(status);
    return match.find() ? Long.parseLong(match.group(1)) / 1024 : 0;
  }

  private static boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return status.endsWith("200");
    } catch (IOException e) {
      return false;
    }
  }
}
