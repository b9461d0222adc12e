package io.mortise.server;

import io.mortise.server.audit.chain.ChainVerifier;
import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.audit.chain.ExportVerifier;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

    @CommandLine.Option(
        names = "--checkpoint",
        paramLabel = "LINE",
        description =
            "a checkpoint's line from the server's log, kept elsewhere; may be given more than once")
    private List<String> kept = List.of();

    @CommandLine.Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var commandLine = Objects.requireNonNull(spec).commandLine();
      if (!Files.isReadable(export)) {
        commandLine.getErr().println(export + " cannot be read.");
        return 2;
      }
      try {
        var verifier = new ExportVerifier(new JsonMapper());
        return report(commandLine.getOut(), verifier.verify(export, fingerprint, checkpoints()));
      } catch (IllegalArgumentException e) {
        commandLine.getErr().println(export + " cannot be verified: " + e.getMessage());
        return 2;
      }
    }

    private List<Checkpoint> checkpoints() {
      return kept.stream()
          .map(
              line ->
                  Checkpoint.ofLine(line)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "--checkpoint takes a whole line of the server's log that names organization, seq,"
                                      + " hash, at, key and signature.")))
          .toList();
    }

    private int report(PrintWriter out, ChainVerifier verdict) {
      if (verdict.otherSigner() != null) {
        out.println(
            "NOT PROVED: the export is signed by the key "
                + verdict.otherSigner()
                + ", not by "
                + fingerprint.strip()
                + ". Take the fingerprint that was shown at the set-up of this organization.");
        return 1;
      }
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
