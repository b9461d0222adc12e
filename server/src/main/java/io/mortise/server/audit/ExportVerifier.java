package io.mortise.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
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

  /** The verdict; a file that is no export is {@link IllegalArgumentException}. */
  public ChainVerifier verify(Path export, String fingerprint) {
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
      feed(iterator, verifier);
      return verifier;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JacksonException | NullPointerException | UncheckedIOException e) {
      throw new IllegalArgumentException("A line is not of an export, or is damaged.", e);
    }
  }

  private void feed(Iterator<String> lines, ChainVerifier verifier) {
    for (int number = 2; lines.hasNext(); number++) {
      JsonNode line = parse(lines.next(), number);
      if (line.has("checkpoint")) {
        verifier.checkpoint(json.treeToValue(line.get("checkpoint"), Checkpoint.class));
      } else {
        verifier.event(json.treeToValue(line, RecordedEvent.class));
      }
    }
  }

  private JsonNode parse(String line, int number) {
    try {
      return json.readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Line " + number + " is not JSON.", e);
    }
  }
}
