package io.mortise.server.audit.reading;

import io.mortise.server.audit.chain.Checkpoint;
import io.mortise.server.audit.chain.ExportVerifier;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.RequestCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a contiguous part of the record. JSON lines: a header (organization, first and last
 * number, hash before it), then the events, each checkpoint directly after the event it signs; the
 * last line is a checkpoint whenever the range ends at the head. {@link ExportVerifier} proves such
 * a file offline. CSV is for spreadsheets and proves nothing.
 */
@Component
public class AuditExport {
  private final AuditReader reader;
  private final Checkpoints checkpoints;
  private final JsonMapper json;

  AuditExport(AuditReader reader, Checkpoints checkpoints, JsonMapper json) {
    this.reader = reader;
    this.checkpoints = checkpoints;
    this.json = json;
  }

  /** First line of an export. */
  record Header(String organization, long fromSeq, long toSeq, String previous) {}

  record HeaderLine(Header export) {}

  record CheckpointLine(Checkpoint checkpoint) {}

  /**
   * The range that a request names, cut to what is there; signs the head so that the range can be
   * proved.
   */
  Range range(OrganizationId organization, long fromSeq, long toSeq) {
    long first = Math.max(fromSeq, reader.firstSeq(organization));
    long last = Math.min(toSeq, checkpoints.sign(organization));
    return new Range(organization, first, last);
  }

  /** Refuses a range in which no event is. */
  void check(OrganizationId organization, long fromSeq, long toSeq) {
    var check = new RequestCheck();
    if (fromSeq < 1) {
      check.add("/fromSeq", "fromSeq is a number from 1.");
    } else if (fromSeq > reader.lastSeq(organization)) {
      check.add("/fromSeq", "There is no event of this number yet.");
    }
    if (toSeq < Math.max(fromSeq, 1)) {
      check.add("/toSeq", "toSeq is not below fromSeq.");
    } else if (toSeq < reader.firstSeq(organization)) {
      check.add("/toSeq", "Events up to this number are no longer kept.");
    }
    check.done();
  }

  record Range(OrganizationId organization, long first, long last) {}

  void jsonLines(Range range, OutputStream out) {
    var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    var organization = range.organization();
    var signed = checkpoints.inOrder(organization, range.first(), range.last());
    line(
        writer,
        new HeaderLine(
            new Header(
                organization.toString(),
                range.first(),
                range.last(),
                reader.hashBefore(organization, range.first()))));
    reader.forEach(
        organization,
        range.first(),
        range.last(),
        event -> {
          line(writer, event);
          signed.upTo(event.seq(), checkpoint -> line(writer, new CheckpointLine(checkpoint)));
        });
    // A checkpoint of events that are no longer there shows that they are missing.
    signed.upTo(range.last(), checkpoint -> line(writer, new CheckpointLine(checkpoint)));
    flush(writer);
  }

  void csv(Range range, OutputStream out) {
    var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    // Without it, spreadsheets take UTF-8 for the encoding of their own country.
    write(writer, "\uFEFF");
    row(
        writer,
        List.of(
            "seq",
            "at",
            "actorType",
            "actorId",
            "actorName",
            "action",
            "targetType",
            "targetId",
            "targetName",
            "outcome",
            "reason",
            "version",
            "address",
            "flow",
            "run",
            "step",
            "edgeNode",
            "detail",
            "hash"));
    reader.forEach(
        range.organization(),
        range.first(),
        range.last(),
        e -> {
          var cells = new ArrayList<String>();
          Collections.addAll(
              cells,
              text(e.seq()),
              text(e.at()),
              e.actor().type(),
              text(e.actor().id()),
              text(e.actor().name()),
              e.action(),
              e.target().type(),
              text(e.target().id()),
              text(e.target().name()),
              e.outcome(),
              text(e.reason()),
              text(e.version()),
              text(e.address()),
              text(e.flow()),
              text(e.run()),
              text(e.step()),
              text(e.edgeNode()),
              e.detail() == null ? "" : json.writeValueAsString(e.detail()),
              e.hash());
          row(writer, cells);
        });
    flush(writer);
  }

  private void line(Writer writer, Object value) {
    write(writer, json.writeValueAsString(value) + "\n");
  }

  private static void row(Writer writer, List<String> cells) {
    write(writer, String.join(",", cells.stream().map(AuditExport::cell).toList()) + "\r\n");
  }

  /** RFC 4180 quoting; a leading apostrophe keeps spreadsheets from running a name as a formula. */
  private static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static void write(Writer writer, String text) {
    try {
      writer.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flush(Writer writer) {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
