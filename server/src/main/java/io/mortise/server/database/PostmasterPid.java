package io.mortise.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says: process id on line 1, port on line 4 (PostgreSQL's
 * miscadmin.h).
 */
record PostmasterPid(long pid, int port) {

  static Optional<PostmasterPid> read(Path cluster) {
    Path file = cluster.resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var lines = Files.readAllLines(file);
      return lines.size() < 4
          ? Optional.empty()
          : Optional.of(
              new PostmasterPid(
                  Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether that process runs and is a PostgreSQL; after a reboot the number may be somebody
   * else's.
   */
  boolean alive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process.info().command().map(command -> command.contains("postgres")).orElse(true))
        .isPresent();
  }
}
