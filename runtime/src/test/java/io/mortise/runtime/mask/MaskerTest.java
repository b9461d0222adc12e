package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskerTest {
  private static final String SECRET = "fake/ä\"s&cret+>=?\\x";

  private final Masker masker = Masking.of(SECRET);

  @Test
  void body_anyMixtureOfEscapes_isMasked() {
    for (var form :
        List.of(
            "fake/\\u00e4\\\"s\\u0026cret\\u002b\\u003e\\u003d?\\\\x",
            "fake/\\u00E4\\u0022s&cret\\u002B\\u003E=?\\\\x",
            "fake\\/ä\\\"s\\u0026cret+>\\u003D?\\u005cx",
            "fake&#47;&#228;&#34;s&#38;cret&#43;&#62;&#61;&#63;&#92;x",
            "fake&#X2f;&#xe4;&quot;s&amp;cret&#x2b;&gt;=?\\x",
            "fake/ä&#034;s&amp;cret+&gt;=?\\x",
            "fake%2f%c3%A4%22s%26cret%2b%3E%3d%3F%5cx",
            "fake%2F&auml;\\\"s&amp;cret\\u002b%3e=?\\\\x",
            "%66%61ke%2F%C3%A4%22s&cret+>=?%5C\\u0078",
            "fake%252F%25C3%25A4%2522s%2526cret%252B%253E%253D%253F%255Cx",
            "%2566%2561%256B%2565%252F%25C3%25A4%2522s%2526cret%252B%253E%253D%253F%255Cx",
            "fake\\\\/\\\\u00e4\\\\\\\"s\\\\u0026cret+>=?\\\\\\\\x",
            "fake/&amp;auml;&amp;quot;s&amp;amp;cret+&amp;gt;=?\\x",
            "fake/%u00e4%22s%26cret+%3E%3D%3F%5Cx",
            "fake/\\xc3\\xA4\\x22s\\x26cret+>=?\\x5cx")) {
      assertThat(Masking.text(masker, "<" + form + ">")).as(form).isEqualTo("<•••>");
    }
  }

  @Test
  void body_jsonWithinJson_isMaskedHoweverEachLayerIsEscaped() {
    var random = new Random(20_261_128);
    for (var secret :
        List.of("fake/token-0001", "fake\"/\\😀é\n\tx", "\\u0041\\\\fake", "100%41fake&x")) {
      var token = Masking.of(secret);
      for (int i = 0; i < 2_000; i++) {
        var twice = JsonText.anyEscapes(JsonText.anyEscapes(secret, random), random);

        assertThat(Masking.text(token, "<" + twice + ">")).as(twice).isEqualTo("<•••>");
      }
    }
  }

  @Test
  void body_jsonWithinJson_everyMemberOfOneCharacterIsMasked() {
    for (var inner : List.of("\\u006b", "\\u006B")) {
      for (var backslash : List.of("\\\\", "\\u005c", "\\u005C")) {
        for (int mask = 0; mask < 32; mask++) {
          var form = new StringBuilder(backslash);
          for (int at = 1; at < inner.length(); at++) {
            boolean escaped = (mask >> at - 1 & 1) != 0;
            form.append(escaped ? JsonText.unit(inner.charAt(at)) : inner.substring(at, at + 1));
          }
          assertThat(Masking.text(Masking.of("faketoken"), "<fa" + form + "etoken>"))
              .as(form.toString())
              .isEqualTo("<•••>");
        }
      }
    }
  }

  @Test
  void body_referencesWithoutSemicolon_areMasked() {
    for (var form :
        List.of(
            "fake/&auml&quots&ampcret&#43&gt&#61?\\x",
            "fake&#47&#228&#34s&#38;cret&#x2b&#62&#x3D&#63&#92x",
            "fake/&#228&quots&amp;cret+&GT=?\\x",
            "&#102&#97&#107&#101&#47&#228&#34&#115&#38&#99&#114&#101&#116&#43&#62&#61&#63&#92&#120",
            "&#x66&#x61&#x6b&#x65&#x2f&#xe4&#x22&#x73&#x26&#x63&#x72&#x65&#x74&#x2b&#x3e&#x3d&#x3f&#x5c&#x78",
            "fake/ä&#34s&amp;cret+>=?\\u005cx")) {
      assertThat(Masking.text(masker, "<" + form + ">")).as(form).isEqualTo("<•••>");
      assertThat(Masking.text(masker, form)).as(form).isEqualTo("•••");
    }
    for (var text : List.of("?a=1&notit=2&copy=3&lt", "&#65 &#x41 &#; &#x; &# &#xg &amp", "&#65")) {
      assertThat(Masking.text(masker, text)).isEqualTo(text);
    }
  }

  @Test
  void body_secretThatLooksLikeAnEscape_isMasked() {
    for (var secret :
        List.of(
            "u0041bc\"fake",
            "41bc\"/fake",
            "amp;fake&x",
            "nfake\ttab",
            "41&bc<fake",
            "ampfake<x",
            "#65fake<x")) {
      for (var before : List.of("\\", "100%", "&", "\\\\", "\\u", "&#")) {
        var looksLike = Masking.of(secret);
        var json = JsonText.escaped(before) + JsonText.escaped(secret) + "|";
        var percent = percent(before) + percent(secret) + "|";
        var html =
            before.replace("&", "&amp;") + secret.replace("&", "&amp;").replace("\"", "&#34;");

        assertThat(Masking.text(looksLike, before + secret + "|")).endsWith("•••|");
        assertThat(Masking.text(looksLike, json)).as(json).endsWith("•••|");
        assertThat(Masking.text(looksLike, percent)).as(percent).endsWith("•••|");
        assertThat(Masking.text(looksLike, html)).as(html).endsWith("•••");
      }
    }
  }

  @Test
  void body_encodedAgain_isMasked() {
    byte[] bytes = SECRET.getBytes(UTF_8);
    var base64 = Base64.getEncoder().encodeToString(("xyz" + SECRET + "xyz").getBytes(UTF_8));
    for (var form :
        List.of(
            base64,
            base64.replace("/", "\\/").replace("=", "\\u003d"),
            percent(base64),
            percent(percent(base64)),
            Base64.getMimeEncoder(16, new byte[] {'\n'})
                .encodeToString(bytes)
                .replace("\n", "\\r\\n"),
            Base64.getUrlEncoder()
                .encodeToString(("{\"a\":\"" + JsonText.escaped(SECRET) + "\"}").getBytes(UTF_8)),
            Base64.getEncoder().encodeToString(("a=" + percent(SECRET)).getBytes(UTF_8)))) {
      assertThat(Masking.text(masker, form)).as(form).contains("•••").hasSizeLessThan(30);
    }
  }

  @Test
  void body_otherCharsets_areMasked() {
    for (var charset : List.of(ISO_8859_1, UTF_16LE, UTF_16BE)) {
      byte[] masked =
          Masking.bytes(Masking.of("fakepässword"), "a fakepässword b".getBytes(charset), false, 5);

      assertThat(new String(masked, charset)).as(charset.name()).doesNotContain("ssword");
    }
  }

  @Test
  void body_lineBreaksOfASecret_areMaskedInEitherForm() {
    var lines = Masking.of("first line, fake\nsecond line, fake");

    assertThat(Masking.text(lines, "<first line, fake\r\nsecond line, fake>")).isEqualTo("<•••>");
    assertThat(Masking.text(lines, "<first line, fake\\nsecond line, fake>")).isEqualTo("<•••>");
  }

  @Test
  void body_linesOfAKey_areMaskedOneByOne() {
    var key = "-----BEGIN PRIVATE KEY-----\nQUJDREVGR0hJSktMTU5PUA==\n-----END PRIVATE KEY-----";

    assertThat(
            Masking.text(Masking.of(key), "-----BEGIN PRIVATE KEY----- QUJDREVGR0hJSktMTU5PUA== y"))
        .isEqualTo("-----BEGIN PRIVATE KEY----- ••• y");
  }

  @Test
  void body_overlappingSecrets_areOneMask() {
    assertThat(Masking.text(Masking.of("fake-abc", "abc-fake"), "<fake-abc-fake>"))
        .isEqualTo("<•••>");
    assertThat(Masking.text(Masking.of("abcabc"), "<abcabcabc>")).isEqualTo("<•••>");
    assertThat(Masking.text(Masking.of("fakefake", "fakefakefake"), "fakefakefake"))
        .isEqualTo("•••");
  }

  @Test
  void body_derivedFromTheRequest_isMasked() {
    var basic = Masking.withHeader("1234", "Authorization", "Basic dXNlcjoxMjM0Pz8/");
    var bearer = Masking.withHeader("Bearer fake-abc", "Authorization", "Bearer fake-abc");

    assertThat(
            Masking.text(basic, "you sent dXNlcjoxMjM0Pz8/, dXNlcjoxMjM0Pz8_, dXNlcjoxMjM0Pz8%2F"))
        .isEqualTo("you sent •••, •••, •••");
    assertThat(Masking.text(bearer, "token fake-abc, type c/d")).isEqualTo("token •••, type c/d");
  }

  @Test
  void body_shortValues_areLeftAlone() {
    for (var secret : List.of("1234", "12345", "123456789", "abcde", "äöüßa")) {
      var text = "{\"id\":" + secret + ",\"b\":\"x" + secret + "\"}";

      assertThat(Masker.tooShort(secret)).as(secret).isTrue();
      assertThat(Masking.text(Masking.of(secret), text)).isEqualTo(text);
    }
    for (var secret : List.of("123456", "12345678a", "1234567890", "abcdef", "äöüßab")) {
      boolean number = secret.equals("123456");
      assertThat(Masker.tooShort(secret)).as(secret).isEqualTo(number);
      assertThat(Masking.text(Masking.of(secret), "x " + secret))
          .isEqualTo(number ? "x 123456" : "x •••");
    }
  }

  @Test
  void body_ordinaryText_isLeftAlone() {
    var many = Masking.of("fake-token-0001", "p@ss w0rd", "C:\\new\\fake", "a+b c+d", "0123456789");
    for (var text :
        List.of(
            "{\"id\":12345,\"at\":\"2024-01-01T00:00:00Z\",\"path\":\"C:\\\\new\\\\other\\u00e4\"}",
            "fake-token-0002 fake-token-000 ake-token-0001 FAKE-TOKEN-0001",
            "a b c d, a+b c d; 100%25 &amp;&lt; %zz &unknown; \\q \\",
            "ZmFrZS10b2tlbi0wMDAy 66616b652d746f6b656e2d30303032 0123 45678 9")) {
      assertThat(Masking.text(many, text)).isEqualTo(text);
    }
    var bytes = new byte[70_000];
    new Random(5).nextBytes(bytes);
    assertThat(Masking.bytes(many, bytes, false, 9_000)).isEqualTo(bytes);
  }

  @Test
  void body_neighboursOfTheMask_stay() {
    var token = Masking.of("fake-token-0001");

    assertThat(
            Masking.text(token, "C:\\fake-token-0001\\x %fake-token-0001% \\\"fake-token-0001\\\""))
        .isEqualTo("C:\\•••\\x %•••% \\\"•••\\\"");
    assertThat(Masking.text(token, "?a=fake-token-0001&b=c%20&amp;d"))
        .isEqualTo("?a=•••&b=c%20&amp;d");
  }

  @Test
  void body_backslashBeforeTheSecret_isMaskedOnlyIfItEscapes() {
    assertThat(Masking.text(Masking.of("secret-fake-01"), "C:\\secret-fake-01"))
        .isEqualTo("C:\\•••");
    assertThat(Masking.text(Masking.of("/secret-fake-01"), "C:\\/secret-fake-01"))
        .isEqualTo("C:•••");
  }

  @Test
  void body_count_isOfPlaces() throws IOException {
    try (var stream = masker.body(OutputStream.nullOutputStream(), false)) {
      stream.write(("<" + SECRET + "><" + percent(SECRET) + ">").getBytes(UTF_8));
      stream.close();

      assertThat(stream.count()).isEqualTo(2);
    }
  }

  @Test
  void body_ordinaryText_isPassedOnAtOnce() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var stream = masker.body(out, false)) {
      stream.write("event: something {fak".getBytes(UTF_8));

      assertThat(out.toString(UTF_8)).isEqualTo("event: something {");
    }
  }

  @Test
  void body_escapesWithoutEnd_takeBoundedMemory() throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] backslashes = "\\".repeat(100_000).getBytes(UTF_8);
    try (var stream = Masking.of("fake\\secret").body(out, false)) {
      stream.write("fake".getBytes(UTF_8));
      for (int i = 0; i < 20; i++) {
        stream.write(backslashes);
      }

      assertThat(out.size()).isGreaterThan(1_500_000);
    }
    assertThat(out.size()).isEqualTo(2_000_004);
  }

  @Test
  void header_anySecret_isMaskedInAscii() {
    assertThat(
            masker
                .header("<https://x.test/?page=2&key=" + percent(SECRET) + ">; rel=\"next\"")
                .text())
        .isEqualTo("<https://x.test/?page=2&key=***>; rel=\"next\"");
    assertThat(Masking.of("1234").header("a=1234; b=12345").text()).isEqualTo("a=***; b=***5");
    assertThat(Masking.of("x7").header("x7, ax7, x7a, \"x7\"").text())
        .isEqualTo("***, ax7, x7a, \"***\"");
    assertThat(Masking.of("fakepässword").header("x fakepässword ä"))
        .isEqualTo(new Masked("x *** ä", 1));
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
