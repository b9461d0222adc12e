package io.mortise.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.auth.AppliedAuth;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.mask.Masker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast answers are masked, by the processor time of one thread: ordinary ones, and ones that a
 * hostile service would send. Run by {@code bench/masking}.
 */
public final class MaskingBench {
  private static final PrintStream OUT = System.out;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int ROUNDS = 7;
  private static final int PART = 16 * 1024;

  private final Random random = new Random(7);

  private MaskingBench() {}

  public static void main(String[] args) throws IOException {
    new MaskingBench().run();
  }

  private void run() throws IOException {
    var ordinary = masker(tenSecrets());
    var hostile =
        masker(
            new String[] {
              "!".repeat(2_500) + "x", "\\\\".repeat(500) + "\"", "abababab".repeat(300)
            });
    var texts = texts();
    for (int warmUp = 0; warmUp < 2; warmUp++) {
      for (var text : texts.values()) {
        megabytesPerSecond(ordinary, bytes(text, 4 * MEBIBYTE), true);
        megabytesPerSecond(hostile, bytes(text, 4 * MEBIBYTE), true);
      }
    }
    OUT.printf(
        "%-36s %24s %24s%n", "MB/s at 1 MiB, 10 MiB; time ratio", "ten secrets", "hostile secrets");
    for (var text : texts.entrySet()) {
      OUT.printf(
          "%-36s %24s %24s%n",
          text.getKey(), figures(ordinary, text.getValue()), figures(hostile, text.getValue()));
    }
  }

  private static String figures(Masker masker, String unit) throws IOException {
    double one = median(masker, bytes(unit, MEBIBYTE));
    double ten = median(masker, bytes(unit, 10 * MEBIBYTE));
    return String.format(Locale.ROOT, "%.0f %.0f %.1f", one, ten, 10 * one / ten);
  }

  private static double median(Masker masker, byte[] text) throws IOException {
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = megabytesPerSecond(masker, text, true);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double megabytesPerSecond(Masker masker, byte[] text, boolean json)
      throws IOException {
    long start = THREADS.getCurrentThreadCpuTime();
    try (var stream = masker.body(OutputStream.nullOutputStream(), json)) {
      for (int at = 0; at < text.length; at += PART) {
        stream.write(text, at, Math.min(PART, text.length - at));
      }
    }
    return text.length * 1e3 / (THREADS.getCurrentThreadCpuTime() - start);
  }

  private Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("ordinary JSON", records(",\n  "));
    texts.put("ordinary JSON, compact", records(","));
    texts.put(
        "JSON with prose",
        "{\"body\":\"He said \\\"no\\\".\\nThen — \\u00e4h — a caf\\u00e9 & more, 100% sure; see https:\\/\\/x.test\\/?a=b&c=%20d\\n\\n\"},");
    texts.put(
        "HTML",
        "<p class=\"x\">Some &amp; more, &lt;b&gt;bold&lt;/b&gt; text &#8212; <a href=\"/a?b=c&amp;d=e%20f\">link</a></p>\n");
    texts.put("base64", Base64.getEncoder().encodeToString(randomBytes(300_000)));
    texts.put("base64 in lines", Base64.getMimeEncoder().encodeToString(randomBytes(300_000)));
    texts.put("hexadecimal", HexFormat.of().formatHex(randomBytes(300_000)));
    texts.put("random bytes as Latin-1", new String(randomBytes(300_000), ISO_8859_1));
    texts.put("!!!!", "!");
    texts.put("\\u0021", "\\u0021");
    texts.put("\\\\u0021", "\\\\u0021");
    texts.put("%21", "%21");
    texts.put("%25%25", "%25");
    texts.put("%%%%", "%");
    texts.put("\\\\\\\\", "\\");
    texts.put("\\a", "\\a");
    texts.put("&&&&", "&");
    texts.put("&#33;", "&#33;");
    texts.put("&aaaa;", "&aaaa;");
    texts.put("&#33", "&#33");
    texts.put("&notit", "&notit");
    texts.put("&#x00000000000021;", "&#x00000000000021;");
    texts.put("&aaa… without an end", "&" + "a".repeat(70));
    texts.put("abab", "ab");
    texts.put("\\u\\%\\&", "\\u\\%\\&");
    texts.put("%&\\u12", "%&\\u12");
    texts.put(
        "base64 of !!!!", Base64.getEncoder().encodeToString("!!!".repeat(1_000).getBytes(UTF_8)));
    texts.put("hexadecimal of !!!!", "21");
    texts.put(
        "beginnings of the secrets",
        Arrays.stream(tenSecrets())
            .map(s -> s.substring(0, s.length() - 2))
            .collect(Collectors.joining()));
    texts.put("the secrets themselves", String.join(" ", tenSecrets()));
    texts.put("zeros", "\0");
    return texts;
  }

  private String records(String comma) {
    return IntStream.range(0, 2_000)
        .mapToObj(
            i ->
                String.join(
                    comma,
                    "{\"id\":" + random.nextInt(1_000_000_000),
                    "\"node_id\":\"MDEwOlJlcG9zaXRvcnk" + random.nextInt(1_000_000) + "==\"",
                    "\"name\":\"project-" + random.nextInt(100_000) + "\"",
                    "\"description\":\"A service for internal reporting and scheduling of jobs, number "
                        + i
                        + "\"",
                    "\"private\":false",
                    "\"owner\":{\"login\":\"octocat\",\"url\":\"https://api.example.test/users/octocat\"}",
                    "\"html_url\":\"https://example.test/octocat/project-" + i + "\"",
                    "\"created_at\":\"2026-11-21T10:15:30Z\"",
                    "\"sha\":\"" + HexFormat.of().formatHex(randomBytes(20)) + "\"",
                    "\"topics\":[\"java\",\"credentials\",\"workflow\"]",
                    "\"score\":" + random.nextDouble() + "}\n"))
        .collect(Collectors.joining(","));
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String unit, int size) {
    byte[] once = unit.getBytes(UTF_8);
    byte[] bytes = new byte[size];
    for (int at = 0; at < size; at += once.length) {
      System.arraycopy(once, 0, bytes, at, Math.min(once.length, size - at));
    }
    return bytes;
  }

  private static Masker masker(String[] secrets) {
    var fields = new LinkedHashMap<String, FieldValue>();
    for (int i = 0; i < secrets.length; i++) {
      fields.put("secret" + i, new FieldValue.Hidden(Secret.of(secrets[i])));
    }
    return Masker.of(new Fields(fields), AppliedAuth.nothing());
  }

  private static String[] tenSecrets() {
    return new String[] {
      "ghp_fakefakefakefakefakefakefakefake0001",
      "sk_live_fake51H8abcdefGHIJKLmnop",
      "xoxb-fake-123456789012-abcdefghijkl",
      "a fake pass phrase, 4 words & more",
      "AKIAFAKEFAKEFAKE0001",
      "wJalrFakeFake/K7MDENG/bPxRfiCYFAKEKEY+=",
      "eyJmYWtlIjoidG9rZW4ifQ.eyJzdWIiOiJmYWtlIn0.c2lnbmF0dXJlLWZha2U",
      "f4k3f4k3f4k3f4k3f4k3f4k3f4k3f4k3",
      "pässwörd-fake-\"quoted\\\"",
      "SG.fakefakefakefake.fakefakefakefakefakefakefakefakefakefake"
    };
  }
}
