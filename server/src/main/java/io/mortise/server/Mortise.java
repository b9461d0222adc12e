package io.mortise.server;

import io.mortise.server.database.DatabaseUnavailable;
import io.mortise.server.kernel.Settings;
import io.mortise.server.kernel.SettingsInvalid;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      try {
        MortiseServer.start(Settings.read(System.getenv()));
        return 0;
      } catch (RuntimeException failure) {
        var sentence = sentence(failure);
        if (sentence == null) {
          throw failure;
        }
        Objects.requireNonNull(spec).commandLine().getErr().println(sentence);
        return FAILED;
      }
    }

    /** What to say of a failure that the operator can cure; null for one that is ours. */
    private static @Nullable String sentence(Throwable failure) {
      for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof SettingsInvalid || cause instanceof DatabaseUnavailable) {
          return cause.getMessage();
        }
        if (cause instanceof PortInUseException inUse) {
          return "Port "
              + inUse.getPort()
              + " is in use. Set MORTISE_PORT to another, or end what listens there.";
        }
      }
      return null;
    }
  }
}
