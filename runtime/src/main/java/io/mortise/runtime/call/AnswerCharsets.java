package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.net.ServiceFailed;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the charsets other than UTF-8 in which a reader may decode an answer: the ones that its
 * type or its beginning names (as in HTML and XML), and UTF-16 or UTF-32 if its first bytes look
 * like them. Unknown names are ignored.
 */
final class AnswerCharsets {
  private static final int MAX_CHARSETS = 6;
  private static final int BEGINNING = 1024;
  private static final Pattern NAMED =
      Pattern.compile("(?i)(?:charset|encoding)[ \\t]*=[ \\t\\\\]*[\"']?([a-z0-9][\\w.:+-]*)");
  private static final List<Charset> UTF_16 = named("UTF-16BE", "UTF-16LE");
  private static final List<Charset> UTF_32 = named("UTF-32BE", "UTF-32LE");

  private AnswerCharsets() {}

  /**
   * @param types the values of {@code Content-Type}
   * @param first the first bytes of the body
   * @throws ServiceFailed if there are more than {@value #MAX_CHARSETS}, which no honest service
   *     sends
   */
  static Set<Charset> of(List<String> types, byte[] first) {
    var charsets = new LinkedHashSet<Charset>();
    if (wide(first)) {
      // UTF-32 first: read as UTF-16, its letters would be found too, with zeros between them.
      charsets.addAll(UTF_32);
      charsets.addAll(UTF_16);
    }
    types.forEach(type -> addNamed(type, charsets));
    addNamed(beginning(first), charsets);
    charsets.removeAll(List.of(UTF_8, US_ASCII));
    if (charsets.size() > MAX_CHARSETS) {
      throw new ServiceFailed(
          ServiceFailed.Failure.NETWORK,
          "The service's answer names too many charsets, so it cannot be searched for secrets.");
    }
    return charsets;
  }

  /** Whether it begins with the byte order mark of UTF-16 or UTF-32, or with a byte 0 in four. */
  static boolean wide(byte[] first) {
    if (first.length < 2) {
      return false;
    }
    boolean marked = (first[0] & first[1]) == (byte) 0xfe && first[0] != first[1];
    boolean zeros = false;
    for (int at = 0; at < Math.min(4, first.length); at++) {
      zeros |= first[at] == 0;
    }
    return marked || zeros;
  }

  /** The first bytes as ASCII, without the zeros of UTF-16. */
  static String beginning(byte[] first) {
    return new String(first, 0, Math.min(first.length, BEGINNING), ISO_8859_1).replace("\0", "");
  }

  private static void addNamed(String text, Set<Charset> charsets) {
    var names = NAMED.matcher(text);
    while (names.find() && charsets.size() <= MAX_CHARSETS) {
      charsets.addAll(find(names.group(1)));
    }
  }

  /**
   * Returns both byte orders for UTF-16 and UTF-32, because a byte order mark overrules the name.
   */
  private static List<Charset> find(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    if (upper.contains("UTF-16") || upper.contains("UTF16") || upper.contains("UCS-2")) {
      return UTF_16;
    }
    if (upper.contains("UTF-32") || upper.contains("UTF32") || upper.contains("UCS-4")) {
      return UTF_32;
    }
    try {
      var charset = Charset.forName(name);
      return charset.canEncode() ? List.of(charset) : List.of();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static List<Charset> named(String first, String second) {
    return List.of(Charset.forName(first), Charset.forName(second));
  }
}
