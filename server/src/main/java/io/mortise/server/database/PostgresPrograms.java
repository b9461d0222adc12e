package io.mortise.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs PostgreSQL's own programs. They refuse to run as root; as root they run in a user namespace
 * without mapping, in which nobody is root and the files stay ours.
 */
final class PostgresPrograms {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Path bin;
  private final Path logFile;
  private final boolean root = "root".equals(System.getProperty("user.name"));
  private @Nullable Process running;
  private boolean ended;

  PostgresPrograms(Path bin, Path logFile) {
    this.bin = bin;
    this.logFile = logFile;
  }

  Path logFile() {
    return logFile;
  }

  /** Runs one of them to its end; none begins once {@link #end} was called. */
  void run(String program, String... arguments) {
    execute(program, List.of(arguments), this::begin);
  }

  /** Ends the PostgreSQL that runs on that cluster, also after {@link #end}. */
  void stop(Path cluster, String mode) {
    execute(
        "pg_ctl",
        List.of("stop", "-D", cluster.toString(), "-m", mode, "-w", "-t", "60"),
        ProcessBuilder::start);
  }

  /**
   * Ends the program that runs, and what it started; none begins any more. Its children are ended
   * and not itself: {@code pg_ctl} then sees that its PostgreSQL has gone, and {@code initdb}
   * removes what it made.
   */
  void end() {
    Process last = endBeginning();
    while (last != null && last.isAlive()) {
      last.descendants().forEach(ProcessHandle::destroy);
      endsWithin(last, LOOK_AGAIN);
    }
  }

  private interface Beginning {
    Process begin(ProcessBuilder process) throws IOException;
  }

  private synchronized Process begin(ProcessBuilder process) throws IOException {
    if (ended) {
      throw new DatabaseUnavailable("Mortise is being ended, so PostgreSQL is not started.");
    }
    running = process.start();
    return running;
  }

  private synchronized @Nullable Process endBeginning() {
    ended = true;
    return running;
  }

  private static void endsWithin(Process process, Duration time) {
    try {
      process.waitFor(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailable("Interrupted while ending PostgreSQL.", e);
    }
  }

  private void execute(String program, List<String> arguments, Beginning beginning) {
    try {
      Path output = Files.createTempFile("mortise-" + program, ".out");
      int exit = await(beginning.begin(process(program, arguments, output)));
      String said = Files.readString(output).strip();
      Files.delete(output);
      if (exit != 0) {
        throw new DatabaseUnavailable(sentence(program, said));
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(sentence(program, String.valueOf(e.getMessage())), e);
    }
  }

  private ProcessBuilder process(String program, List<String> arguments, Path output) {
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    process
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PG") || name.startsWith("MORTISE_"));
    process.environment().put("LC_ALL", "C");
    return process;
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
