package io.mortise.server;

import io.mortise.server.settings.Settings;
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
 * {@code mortise prime}: starts a server on a throw-away folder, calls it and ends it, while the
 * JVM records what a start needs and which code is hot.
 */
@Command(
    name = "prime",
    description = "Records what a start and its first calls need; make build runs it.",
    hidden = true)
final class Prime implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("mortise-prime");
    Settings settings = settings(data);
    try (var context = MortiseServer.start(settings)) {
      new PrimeCalls(settings.listening().port()).make();
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
              Integer.toString(socket.getLocalPort()),
              "MORTISE_SETUP_TOKEN",
              PrimeCalls.SETUP_TOKEN));
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
