package io.mortise.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs subcommands as the shell does, with what they print. */
public final class Commands {
  private Commands() {}

  public record Ended(int exit, String out, String err) {}

  public static Ended auditVerify(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(new AuditCommand.Verify())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ended(exit, out.toString(), err.toString());
  }
}
