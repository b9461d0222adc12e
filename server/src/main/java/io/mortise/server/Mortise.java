package io.mortise.server;

import io.mortise.server.database.DatabaseUnavailable;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.SettingsInvalid;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code mortise} command. */
@Command(
    name = "mortise",
    description = "The credential store that workflow engines resolve from.",
    subcommands = {Mortise.Serve.class, AuditCommand.class, Prime.class},
    mixinStandardHelpOptions = true)
public final class Mortise {
  private static final Logger log = LoggerFactory.getLogger(Mortise.class);
  private static final int FAILED = 1;

  private Mortise() {}

  public static void main(String[] arguments) {
    int exit = new CommandLine(new Mortise()).execute(arguments);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Command(name = "serve", description = "Starts the server and stays until it is ended.")
  static final class Serve implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var ending = new AtomicBoolean();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true)));
      try {
        MortiseServer.start(Settings.read(System.getenv()));
        warnOfUnknown(Settings.unknownNames(System.getenv()));
        return 0;
      } catch (RuntimeException failure) {
        // What breaks because the operator ends the start is nothing to report.
        if (ending.get()) {
          return FAILED;
        }
        var sentence = sentence(failure);
        if (sentence == null) {
          throw failure;
        }
        Objects.requireNonNull(spec).commandLine().getErr().println(sentence);
        return FAILED;
      }
    }

    private static void warnOfUnknown(Set<String> names) {
      if (!names.isEmpty()) {
        log.warn(
            "In the environment, but no setting of Mortise: {}; docs/operate.md lists them",
            String.join(", ", names));
      }
    }

    /** What to say of a failure that the operator can cure; null for one that is ours. */
    private static @Nullable String sentence(Throwable failure) {
      for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SettingsInvalid || cause instanceof DatabaseUnavailable) {
          return cause.getMessage();
        }
        if (cause instanceof PortInUseException inUse) {
          return StartCheck.inUse(inUse.getPort(), "MORTISE_PORT");
        }
      }
      return null;
    }
  }
}
