package io.mortise.runtime.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RevealCallersTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern CALL = Pattern.compile("\\.reveal\\(\\s*Reveal\\.(\\w+)");

  @Test
  void reveal_everyCaller_isKnown() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      var callers =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(
                  file ->
                      CALL.matcher(content(file))
                          .results()
                          .map(found -> file.getFileName() + " " + found.group(1)))
              .toList();

      assertThat(callers)
          .containsExactlyInAnyOrder(
              "CustomHeadersScheme.java FOR_OUTBOUND_CALL",
              "Template.java FOR_OUTBOUND_CALL",
              // The private key of a client, which signs and is not sent.
              "SigningKey.java FOR_OUTBOUND_CALL",
              "Masker.java FOR_MASKING",
              // The state, and the verifier of which only the SHA-256 is sent.
              "AuthorizationAddress.java FOR_OUTBOUND_CALL",
              "AuthorizationAddress.java FOR_OUTBOUND_CALL",
              "ClientProof.java FOR_OUTBOUND_CALL",
              // The code, its verifier, the refresh token, and a token that is revoked.
              "TokenMessage.java FOR_OUTBOUND_CALL",
              "TokenMessage.java FOR_OUTBOUND_CALL",
              "TokenMessage.java FOR_OUTBOUND_CALL",
              "TokenMessage.java FOR_OUTBOUND_CALL");
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
