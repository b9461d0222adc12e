package io.mortise.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own programs. They refuse to run as root; as root they run in a user namespace
 * without mapping, in which nobody is root and the files stay ours.
 */
final class PostgresPrograms {
  private final Path bin;
  private final Path logFile;
  private final boolean root = "root".equals(System.getProperty("user.name"));

  PostgresPrograms(Path bin, Path logFile) {
    this.bin = bin;
    this.logFile = logFile;
  }

  Path logFile() {
    return logFile;
  }

  void run(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("mortise-" + program, ".out");
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      process
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("PG") || name.startsWith("MORTISE_"));
      process.environment().put("LC_ALL", "C");
      int exit = await(process.start());
      String said = Files.readString(output).strip();
      Files.delete(output);
      if (exit != 0) {
        throw new DatabaseUnavailable(sentence(program, said));
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(sentence(program, String.valueOf(e.getMessage())), e);
    }
  }

  private static int await(Process process) throws IOException {
    try {
      if (!process.waitFor(1, TimeUnit.DAYS)) {
        throw new IOException("did not end within a day");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String sentence(String program, String said) {
    String cure =
        root
            ? " PostgreSQL does not run as root. If user namespaces are forbidden here, start Mortise as an ordinary"
                + " user or set MORTISE_DATABASE_URL."
            : "";
    return "PostgreSQL's " + program + " failed: " + said + lastLog() + cure;
  }

  private String lastLog() {
    try {
      if (!Files.exists(logFile)) {
        return "";
      }
      List<String> lines = Files.readAllLines(logFile);
      return " (its log ends: "
          + String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()))
          + ")";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
