package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the standard encoders of Java, JavaScript, Python, Go and PHP make of secrets. */
class MaskVectorsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Base64 shares a character or two with what stands beside the secret. */
  private static final int SHARED = 4;

  private record Vector(String by, String secret, String encoded, String around) {
    Masker masker() {
      return Masking.of(secret);
    }
  }

  @Test
  void mask_everyVector_leavesOnlyWhatTheEncoderAdds() throws IOException {
    var vectors = vectors();
    assertThat(vectors).hasSizeGreaterThan(1_700);
    for (var vector : vectors) {
      assertMasked(vector, Masking.text(vector.masker(), vector.encoded()));
    }
  }

  @Test
  void mask_vectorWithinOtherText_leavesThatText() throws IOException {
    for (var vector : vectors()) {
      for (var around :
          List.of(
              "ab%|%zz", "\"|\"", "x=1&k=|&amp;c", "C:\\|\\", "100%25|%2525", "\\u00|\\", "&#|;")) {
        var parts = around.split("\\|", 2);
        var masked =
            Masking.text(vector.masker(), parts[0] + " " + vector.encoded() + " " + parts[1]);

        assertThat(masked).as(vector.by()).startsWith(parts[0] + " ").endsWith(" " + parts[1]);
        assertMasked(
            vector,
            masked.substring(parts[0].length() + 1, masked.length() - parts[1].length() - 1));
      }
    }
  }

  @Test
  void mask_vectorInPieces_isMaskedLikeTheWhole() throws IOException {
    for (var vector : vectors()) {
      var masker = vector.masker();
      byte[] text = ("<" + vector.encoded() + ">").getBytes(UTF_8);
      byte[] whole = Masking.bytes(masker, text, false, text.length);
      for (int chunk : new int[] {1, 2, 3, 7}) {
        assertThat(Masking.bytes(masker, text, false, chunk)).as(vector.by()).isEqualTo(whole);
      }
    }
  }

  private static void assertMasked(Vector vector, String masked) {
    assertThat(masked).as("%s of %s", vector.by(), vector.encoded()).contains(Masker.MASK);
    assertThat(masked.replace(Masker.MASK, "").length())
        .as("%s of %s: %s", vector.by(), vector.encoded(), masked)
        .isLessThanOrEqualTo(vector.around().length() + SHARED + endingBackslashes(vector));
  }

  /** Escaped twice, backslashes at the end of a secret cannot be told from what follows it. */
  private static int endingBackslashes(Vector vector) {
    return vector.secret().endsWith("\\\\") ? 2 * "%255C".length() : 0;
  }

  private static List<Vector> vectors() throws IOException {
    try (var file =
        Objects.requireNonNull(MaskVectorsTest.class.getResourceAsStream("mask-vectors.jsonl"))) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .map(line -> JSON.readValue(line, Vector.class))
          .toList();
    }
  }
}
