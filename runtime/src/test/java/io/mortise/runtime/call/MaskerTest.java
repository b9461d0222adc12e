package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskerTest {
  private static final String SECRET = "fake/ä\"s&cret+>=?\\x";

  private final Masker masker = Masker.of(fields(SECRET), null);

  @Test
  void mask_everyForm_isReplaced() {
    for (var form :
        List.of(
            SECRET,
            Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)),
            Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8)),
            URLEncoder.encode(SECRET, UTF_8),
            URLEncoder.encode(SECRET, UTF_8).replace("+", "%20"),
            SECRET.replace("\\", "\\\\").replace("\"", "\\\""),
            SECRET.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
            SECRET.replace("\\", "\\\\").replace("\"", "\\\"").replace("ä", "\\u00e4"))) {
      assertThat(masker.mask("<" + form + ">")).as(form).isEqualTo("<•••>");
      assertThat(new String(masker.mask(("ö" + form + "€").getBytes(UTF_8)), UTF_8))
          .isEqualTo("ö•••€");
    }
  }

  @Test
  void mask_lowerCaseUrlEncoding_isReplaced() {
    var lower = "fake%2f%c3%a4%22s%26cret%2b%3e%3d%3f%5cx";

    assertThat(masker.mask(lower)).isEqualTo("•••");
    assertThat(lower.toUpperCase(Locale.ROOT)).isNotEqualTo(lower);
  }

  @Test
  void mask_anyMixtureOfEscapes_isReplaced() {
    for (var form :
        List.of(
            "fake/\\u00e4\\\"s\\u0026cret\\u002b\\u003e\\u003d?\\\\x",
            "fake/\\u00E4\\u0022s&cret\\u002B\\u003E=?\\\\x",
            "fake\\/ä\\\"s\\u0026cret+>\\u003D?\\u005cx",
            "fake&#47;&#228;&#34;s&#38;cret&#43;&#62;&#61;&#63;&#92;x",
            "fake&#x2F;&#xE4;&#x22;s&#x26;cret&#x2B;&#x3E;&#x3D;&#x3F;&#x5C;x",
            "fake&#X2f;&#xe4;&quot;s&amp;cret&#x2b;&gt;=?\\x",
            "fake/ä&#034;s&amp;cret+&gt;=?\\x")) {
      assertThat(masker.mask("<" + form + ">")).as(form).isEqualTo("<•••>");
      assertThat(new String(masker.mask(("ö" + form + "€").getBytes(UTF_8)), UTF_8))
          .isEqualTo("ö•••€");
    }
  }

  @Test
  void mask_escapedSurrogates_areReplaced() {
    var emoji = Masker.of(fields("fake 😀 word"), null);

    assertThat(emoji.mask("a fake \\ud83d\\uDE00 word b")).isEqualTo("a ••• b");
    assertThat(emoji.mask("a fake &#128512; word b")).isEqualTo("a ••• b");
  }

  @Test
  void mask_whatFollowsTheSchemeOfASecretHeader_isReplaced() {
    var secret = "Bearer fake-abc";
    var applied = new AppliedAuth(Map.of("Authorization", secret, "Accept", "a/b, c/d"), Map.of());
    var bearer = Masker.of(fields(secret), applied);

    assertThat(bearer.mask("token fake-abc, type c/d")).isEqualTo("token •••, type c/d");
  }

  @Test
  void mask_basicPair_isReplaced() {
    var applied = new AppliedAuth(Map.of("Authorization", "Basic dXNlcjpmYWtlLXBhc3M="), Map.of());
    var basic = Masker.of(fields("fake-pass"), applied);

    assertThat(basic.mask("you sent dXNlcjpmYWtlLXBhc3M=")).isEqualTo("you sent •••");
  }

  @Test
  void mask_secretWithinBase64_isReplacedWhereverItBegins() {
    var tokens = Masker.of(fields("fake-token-0001"), null);
    for (var before : List.of("", "a", "ab", "abc")) {
      var around = (before + "fake-token-0001 and more").getBytes(UTF_8);

      assertThat(tokens.mask(Base64.getEncoder().encodeToString(around))).contains("•••");
    }
  }

  @Test
  void mask_linesOfALongSecret_areReplaced() {
    var key = "-----BEGIN FAKE-----\nQUJDREVGR0hJSktMTU5PUA==\n-----END FAKE-----";

    assertThat(Masker.of(fields(key), null).mask("x QUJDREVGR0hJSktMTU5PUA== y"))
        .isEqualTo("x ••• y");
  }

  @Test
  void mask_nothingToMask_leavesBytesAlone() {
    var content = new byte[] {0, (byte) 0xff, 1, (byte) 0x80};

    assertThat(masker.mask(content)).isSameAs(content);
    assertThat(Masker.of(fields("abc"), null).mask("abcabc")).isEqualTo("abcabc");
  }

  private static Fields fields(String secret) {
    return new Fields(Map.of("token", new FieldValue.Hidden(Secret.of(secret))));
  }
}
