package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A secret with any of its characters escaped for JSON or HTML. Writers differ in which ones they
 * escape, so each may stand in any of its forms; letters and digits are escaped by none.
 */
final class EscapedForm {
  private static final Map<Integer, String> NAMED_JSON =
      Map.of((int) '\n', "n", (int) '\r', "r", (int) '\t', "t");
  private static final Map<Integer, String> NAMED_HTML =
      Map.of(
          (int) '&',
          "amp",
          (int) '<',
          "lt",
          (int) '>',
          "gt",
          (int) '"',
          "quot",
          (int) '\'',
          "apos");

  private final Pattern text;
  private final Pattern bytes;

  private EscapedForm(String secret) {
    this.text = pattern(secret, false);
    this.bytes = pattern(secret, true);
  }

  /** None where there is nothing to escape. */
  static Stream<EscapedForm> of(String secret) {
    return secret.codePoints().allMatch(EscapedForm::plain)
        ? Stream.empty()
        : Stream.of(new EscapedForm(secret));
  }

  String replaceIn(String content, String mask) {
    return replace(text, content, mask);
  }

  /** The content is UTF-8, each byte read as one character. */
  String replaceInBytes(String content, String mask) {
    return replace(bytes, content, mask);
  }

  private static String replace(Pattern pattern, String content, String mask) {
    boolean escapes = content.indexOf('\\') >= 0 || content.indexOf('&') >= 0;
    return escapes ? pattern.matcher(content).replaceAll(Matcher.quoteReplacement(mask)) : content;
  }

  private static Pattern pattern(String secret, boolean inBytes) {
    return Pattern.compile(
        secret
            .codePoints()
            .mapToObj(c -> plain(c) ? Character.toString(c) : anyForm(c, inBytes))
            .collect(Collectors.joining()));
  }

  /** Atomic, so that a search never tries a place in more than one way. */
  private static String anyForm(int c, boolean inBytes) {
    String itself = Character.toString(c);
    String utf16 =
        itself.chars().mapToObj("\\\\u(?i:%04x)"::formatted).collect(Collectors.joining());
    return "(?>%s|\\\\%s|&#0*%d;|&#[xX]0*(?i:%x);|&%s;|%s)"
        .formatted(
            utf16,
            Pattern.quote(NAMED_JSON.getOrDefault(c, itself)),
            c,
            c,
            NAMED_HTML.getOrDefault(c, "#"),
            Pattern.quote(inBytes ? new String(itself.getBytes(UTF_8), ISO_8859_1) : itself));
  }

  private static boolean plain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
