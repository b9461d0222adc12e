package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RevealCallersTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern CALL =
      Pattern.compile("[.:]+reveal\\b\\s*(?:\\(\\s*Reveal\\.(\\w+))?");

  @Test
  void reveal_everyCaller_isKnown() throws IOException {
    assertThat(matches(CALL))
        .containsExactlyInAnyOrder(
            "ResolvedAnswer.java FOR_RUNTIME_ANSWER",
            "SealedDocument.java FOR_SEALING",
            "SealedDocument.java FOR_SEALING",
            "CredentialSealer.java FOR_DUPLICATE_HASH",
            // The verifier of a hand-off, an access token and a refresh token.
            "TokenSealer.java FOR_SEALING",
            "TokenSealer.java FOR_SEALING",
            "TokenSealer.java FOR_SEALING",
            // What the browser that begins a hand-off shows when it comes back.
            "HandoffCookies.java FOR_OUTBOUND_CALL");
  }

  private static List<String> matches(Pattern pattern) throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(
              file ->
                  pattern
                      .matcher(content(file))
                      .results()
                      .map(found -> file.getFileName() + " " + found.group(1)))
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
