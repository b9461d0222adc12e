package io.mortise.server;

import io.mortise.server.audit.ChainVerifier;
import io.mortise.server.audit.ExportVerifier;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** {@code mortise audit verify}: proves an export offline. */
@Command(
    name = "audit",
    description = "Works on exports of the audit log.",
    subcommands = AuditCommand.Verify.class)
final class AuditCommand {

  @Command(
      name = "verify",
      description = "Proves that a JSON-lines export is contiguous, unchanged and signed.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    private static final int PARTLY_PROVED = 3;

    @CommandLine.Parameters(
        paramLabel = "EXPORT",
        description = "the file, as GET /api/v1/audit/export gave it")
    private Path export = Path.of("");

    @CommandLine.Option(
        names = "--key",
        required = true,
        paramLabel = "FINGERPRINT",
        description = "the fingerprint that was shown at set-up")
    private String fingerprint = "";

    @CommandLine.Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var commandLine = java.util.Objects.requireNonNull(spec).commandLine();
      if (!Files.isReadable(export)) {
        commandLine.getErr().println(export + " cannot be read.");
        return 2;
      }
      try {
        return report(
            commandLine.getOut(), new ExportVerifier(new JsonMapper()).verify(export, fingerprint));
      } catch (IllegalArgumentException e) {
        commandLine.getErr().println(export + " is no export of an audit log: " + e.getMessage());
        return 2;
      }
    }

    private static int report(PrintWriter out, ChainVerifier verdict) {
      var flaw = verdict.flaw();
      if (flaw != null) {
        out.println("BROKEN at event " + flaw.seq() + ": " + flaw.reason());
        return 1;
      }
      if (verdict.signedSeq() == 0) {
        out.println("NOT PROVED: no checkpoint in the export is signed by this key.");
        return 1;
      }
      String proved = "events " + verdict.fromSeq() + " to " + verdict.signedSeq();
      if (verdict.signedSeq() < verdict.lastSeq()) {
        out.println("PARTLY PROVED: " + proved + " are contiguous and unchanged.");
        out.println(
            "Events after "
                + verdict.signedSeq()
                + " are chained but not signed: nothing proves them.");
        return PARTLY_PROVED;
      }
      out.println("OK: " + proved + " (" + verdict.checked() + ") are contiguous and unchanged.");
      return 0;
    }
  }
}
