package io.mortise.server;

import io.mortise.server.kernel.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code mortise prime}: starts and ends a server on a throw-away folder, while the JVM records
 * what a start needs.
 */
@Command(
    name = "prime",
    description = "Records what a start needs; make build runs it.",
    hidden = true)
final class Prime implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("mortise-prime");
    try (var context = MortiseServer.start(settings(data))) {
      return context.isActive() ? 0 : 1;
    } finally {
      delete(data);
    }
  }

  private static Settings settings(Path data) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Settings.read(
          Map.of(
              "MORTISE_DATA",
              data.toString(),
              "MORTISE_PORT",
              Integer.toString(socket.getLocalPort())));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(Prime::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
