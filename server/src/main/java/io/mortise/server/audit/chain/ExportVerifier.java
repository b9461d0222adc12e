package io.mortise.server.audit.chain;

import io.mortise.server.audit.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves a JSON-lines export offline: needs the file and the fingerprint that was shown at set-up,
 * nothing else.
 */
public final class ExportVerifier {
  private final JsonMapper json;

  public ExportVerifier(JsonMapper json) {
    this.json = json;
  }

  /**
   * The verdict; a file that is no export is {@link IllegalArgumentException}.
   *
   * @param kept checkpoints from the server's log, which were kept elsewhere; each within the range
   */
  public ChainVerifier verify(Path export, String fingerprint, List<Checkpoint> kept) {
    try (Stream<String> lines = Files.lines(export)) {
      Iterator<String> iterator = lines.iterator();
      if (!iterator.hasNext()) {
        throw new IllegalArgumentException("The file is empty.");
      }
      JsonNode header = parse(iterator.next(), 1).path("export");
      if (header.isMissingNode()) {
        throw new IllegalArgumentException("Line 1 is not the header of a JSON-lines export.");
      }
      var verifier =
          new ChainVerifier(
              header.path("organization").asString(),
              header.path("previous").asString(),
              fingerprint.strip());
      feed(iterator, verifier, within(kept, header));
      verifier.end(header.path("toSeq").asLong());
      return verifier;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException | NullPointerException | UncheckedIOException e) {
      throw new IllegalArgumentException("A line is not of an export, or is damaged.", e);
    }
  }

  private static Deque<Checkpoint> within(List<Checkpoint> kept, JsonNode header) {
    long from = header.path("fromSeq").asLong();
    long to = header.path("toSeq").asLong();
    for (Checkpoint checkpoint : kept) {
      if (checkpoint.seq() < from || checkpoint.seq() > to) {
        throw new IllegalArgumentException(
            "The checkpoint signs event %d; the export has events %d to %d. Export a range that contains it."
                .formatted(checkpoint.seq(), from, to));
      }
    }
    return new ArrayDeque<>(
        kept.stream().sorted(Comparator.comparingLong(Checkpoint::seq)).toList());
  }

  private void feed(Iterator<String> lines, ChainVerifier verifier, Deque<Checkpoint> kept) {
    for (int number = 2; lines.hasNext(); number++) {
      JsonNode line = parse(lines.next(), number);
      if (line.has("checkpoint")) {
        verifier.checkpoint(json.treeToValue(line.get("checkpoint"), Checkpoint.class));
      } else {
        var event = json.treeToValue(line, RecordedEvent.class);
        verifier.event(event);
        while (!kept.isEmpty() && kept.getFirst().seq() <= event.seq()) {
          verifier.checkpoint(kept.removeFirst());
        }
      }
    }
    kept.forEach(verifier::checkpoint);
  }

  private JsonNode parse(String line, int number) {
    try {
      return json.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Line " + number + " is not JSON.", e);
    }
  }
}
