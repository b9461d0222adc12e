package io.mortise.runtime.call;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.runtime.TestService;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.net.ServiceFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Services that answer in other charsets than UTF-8. */
class CharsetAnswerTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(60), 1024 * 1024);

  /** A fake secret for each charset; the second byte of some of the characters is a backslash. */
  private static final Map<String, String> SECRETS = secrets();

  private TestService service;
  private ConnectorCall call;

  @BeforeEach
  void start() throws IOException {
    service = TestService.plain();
    call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network());
  }

  @AfterEach
  void stop() {
    call.close();
    service.close();
  }

  @Test
  void body_inADeclaredCharset_isMaskedInItsEncodings() {
    SECRETS.forEach(
        (name, secret) -> {
          var charset = Charset.forName(name);
          byte[] bytes = secret.getBytes(charset);
          var hex = HexFormat.of().formatHex(bytes);
          for (var form :
              List.of(
                  secret,
                  escapedUnits(secret),
                  JsonMapper.shared().writeValueAsString(escapedUnits(secret)),
                  secret.substring(0, 3) + escapedUnits(secret.substring(3)),
                  Base64.getEncoder().encodeToString(bytes),
                  Base64.getUrlEncoder().encodeToString(secret.getBytes(UTF_8)),
                  hex,
                  hex.replaceAll("..", "%$0"))) {
            var shown =
                masked(secret, "text/plain; charset=\"" + name + '"', "(" + form + ")", charset);

            assertThat(shown)
                .as("%s %s", name, form)
                .matches("\\(\"?[^\"]{0,9}(•••|\\*\\*\\*)[^\"]{0,9}\"?\\)");
          }
        });
  }

  @Test
  void body_thatNamesItsCharsetItself_isMasked() {
    SECRETS.forEach(
        (name, secret) -> {
          var charset = Charset.forName(name);
          if (name.equals("IBM037")) {
            return; // Its letters are not those of ASCII, so a text in it cannot name it.
          }
          for (var start :
              List.of(
                  "<?xml version=\"1.0\" encoding='" + name + "'?><a>",
                  "<html><meta content=\"text/html; charset=" + name + "\"><p>",
                  "<meta charset = '" + name + "'>")) {
            assertThat(masked(secret, "text/xml", start + secret, charset))
                .as(name)
                .startsWith(start)
                .doesNotContain(secret.substring(4));
          }
        });
  }

  @Test
  void body_inUtf16WithoutADeclaration_isMasked() {
    for (var name : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      for (var mark : List.of("", "\ufeff")) {
        for (var type :
            List.of(
                "application/json",
                "application/json; charset=utf-8",
                "text/plain; charset=utf-16")) {
          var charset = Charset.forName(name);
          byte[] text = (mark + "{\"a\":\"fake \\u043f\\u0430роль\"}").getBytes(charset);

          assertThat(answer("fake пароль", type, text).body())
              .as("%s %s", name, type)
              .isEqualTo((mark + "{\"a\":\"•••\"}").getBytes(charset));
        }
      }
    }
  }

  @Test
  void json_inAnyCharset_staysJson() {
    SECRETS.forEach(
        (name, secret) -> {
          var charset = Charset.forName(name);
          var json = Map.of(secret, List.of(secret + "\\\"" + secret, 1), "n", 1234567890);
          var text = JsonMapper.shared().writeValueAsString(json);

          var shown = masked(secret, "application/json; charset=" + name, text, charset);

          assertThat(JsonMapper.shared().readTree(shown).size()).as(shown).isEqualTo(2);
          assertThat(shown).doesNotContain(secret);
        });
  }

  @Test
  void body_inAnyCharset_withoutTheSecretPassesToTheByte() {
    byte[] random = new byte[20_000];
    new Random(3).nextBytes(random);
    for (var name : SECRETS.keySet()) {
      assertThat(answer("fake-token-0001", "text/plain; charset=" + name, random).body())
          .as(name)
          .isEqualTo(random);
    }
  }

  @Test
  void body_withMalformedBytesBesideTheSecret_keepsThem() throws IOException {
    for (var name :
        List.of("Shift_JIS", "EUC-JP", "GB18030", "Big5", "UTF-16LE", "UTF-32BE", "ISO-2022-JP")) {
      var charset = Charset.forName(name);
      var text = new ByteArrayOutputStream();
      byte[] malformed =
          name.startsWith("UTF")
              ? new byte[] {0, (byte) 0xdc, 0, (byte) 0xdc}
              : new byte[] {(byte) 0xff, (byte) 0xff};
      text.write(malformed);
      text.write("<fake-token-0001>".getBytes(charset));
      var expected = new ByteArrayOutputStream();
      expected.write(malformed);
      expected.write("<***>".getBytes(charset));

      byte[] shown =
          answer("fake-token-0001", "text/plain; charset=" + name, text.toByteArray()).body();

      assertThat(
              new String(shown, ISO_8859_1)
                  .replace(
                      new String("•••".getBytes(charset), ISO_8859_1),
                      new String("***".getBytes(charset), ISO_8859_1)))
          .as(name)
          .isEqualTo(expected.toString(ISO_8859_1));
    }
  }

  @Test
  void body_whoseDeclaredCharsetIsWrong_isMaskedAsTheBytesItIs() {
    for (var name : List.of("Shift_JIS", "ISO-8859-1", "KOI8-R", "UTF-16", "none-such", "UTF-7")) {
      assertThat(
              masked(
                  "fakepässword",
                  "application/json; charset=" + name,
                  "{\"a\":\"fakepässword\"}",
                  UTF_8))
          .as(name)
          .isEqualTo("{\"a\":\"•••\"}");
    }
  }

  @Test
  void body_thatNamesManyCharsets_isRefused() {
    var names = List.of("Shift_JIS", "EUC-JP", "Big5", "KOI8-R", "GBK", "EUC-KR", "windows-1251");

    assertThatThrownBy(
            () ->
                answer(
                    "fake-token-0001",
                    "text/plain; charset=" + String.join("; charset=", names),
                    new byte[] {1, 2}))
        .isInstanceOf(ServiceFailed.class)
        .hasMessageContaining("charsets");
  }

  private String masked(String secret, String type, String text, Charset charset) {
    return new String(answer(secret, type, text.getBytes(charset)).body(), charset);
  }

  private CallAnswer answer(String secret, String type, byte[] body) {
    service.answers(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        });
    var basic = method("http", "basic");
    var fields =
        fields(
            basic,
            Map.of(
                "username", "olga", "password", secret, "allowedHosts", List.of("api.acme.test")));
    return call.send(
        OutboundRequest.get(URI.create("http://api.acme.test/")),
        basic.scheme(),
        fields,
        List.of("api.acme.test"));
  }

  private static String escapedUnits(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }

  private static Map<String, String> secrets() {
    var secrets = new LinkedHashMap<String, String>();
    for (var japanese : List.of("Shift_JIS", "windows-31j", "EUC-JP", "ISO-2022-JP")) {
      secrets.put(japanese, "fake表ソ秘密の言葉");
    }
    for (var chinese : List.of("GB18030", "GBK", "Big5", "UTF-16LE", "UTF-16BE", "UTF-32LE")) {
      secrets.put(chinese, "fake功許密碼一二");
    }
    secrets.put("UTF-32BE", "fake😀пароль");
    secrets.put("EUC-KR", "fake비밀번호일이");
    for (var russian : List.of("windows-1251", "KOI8-R", "ISO-8859-5", "IBM866")) {
      secrets.put(russian, "fakeпароль");
    }
    for (var polish : List.of("windows-1250", "ISO-8859-2")) {
      secrets.put(polish, "fakehasłoćą");
    }
    secrets.put("windows-1252", "fake€pässwörd");
    secrets.put("ISO-8859-15", "fake€pässwörd");
    secrets.put("windows-1253", "fakeκωδικός");
    secrets.put("IBM037", "fakepässword");
    return secrets;
  }
}
