package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Masking takes linear time. Quadratic work on these inputs takes hours, so that the time-out says
 * nothing about how fast the machine is.
 */
@Timeout(120)
class MaskingWorkTest {
  private static final int MEBIBYTES = 5 * 1024 * 1024;

  @Test
  void body_textMadeOfTheSecretsBeginning_takesLinearTime() throws IOException {
    var masker =
        Masking.of(
            "!".repeat(2_500) + "x",
            "ab".repeat(4_000) + "x",
            "\\".repeat(3_000) + "\"x",
            "%41".repeat(2_000) + "x",
            "&amp;".repeat(1_500) + "x");
    for (var unit :
        List.of(
            "!",
            "\\u0021",
            "\\\\u0021",
            "%21",
            "%2521",
            "&#33;",
            "ISEh",
            "21",
            "ab",
            "\\",
            "\\\\\\",
            "%",
            "%25",
            "%41",
            "%2541",
            "&",
            "&amp;",
            "&a",
            "&amp",
            "&notit",
            "&#33",
            "\\u",
            "\\u00",
            "%&\\",
            "\n",
            "=",
            "A\n",
            "\0")) {
      assertThat(masked(masker, unit)).as(unit).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void body_manySecretsWithOneBeginning_takesLinearTime() throws IOException {
    var secrets = new String[100];
    for (int i = 0; i < secrets.length; i++) {
      secrets[i] = "a".repeat(7_000 + i) + "b".repeat(i);
    }

    assertThat(masked(Masking.of(secrets), "a")).isGreaterThan(0);
  }

  private static int masked(Masker masker, String unit) throws IOException {
    byte[] text = unit.repeat(MEBIBYTES / unit.length()).getBytes(UTF_8);
    try (var stream = masker.body(OutputStream.nullOutputStream(), true)) {
      for (int at = 0; at < text.length; at += 16_384) {
        stream.write(text, at, Math.min(16_384, text.length - at));
      }
      stream.close();
      return stream.count();
    }
  }
}
