package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What the character references of HTML stand for, such as {@code &amp;} and {@code &#x27;}. */
final class CharacterReferences {
  static final int UNKNOWN = -1;

  /** A power of two, far above the number of names. */
  private static final int PLACES = 8 * 1024;

  private static final byte[] NO_NAME = {};
  private static final byte[][] NAMES = new byte[PLACES][];
  private static final int[] CODE_POINTS = new int[PLACES];

  static {
    Arrays.fill(NAMES, NO_NAME);
    list().forEach(line -> put(line.split(" ", 2)));
  }

  private CharacterReferences() {}

  /**
   * @param text holds what stands between the ampersand and the semicolon
   * @return the code point, or {@link #UNKNOWN}
   */
  static int codePoint(byte[] text, int from, int to) {
    if (text[from] == '#') {
      boolean hex = to > from + 1 && (text[from + 1] | 0x20) == 'x';
      return number(text, hex ? from + 2 : from + 1, to, hex ? 16 : 10);
    }
    int place = place(text, from, to);
    while (NAMES[place].length > 0) {
      if (Arrays.equals(NAMES[place], 0, NAMES[place].length, text, from, to)) {
        return CODE_POINTS[place];
      }
      place = place + 1 & PLACES - 1;
    }
    return UNKNOWN;
  }

  private static int number(byte[] text, int from, int to, int radix) {
    int value = 0;
    for (int at = from; at < to; at++) {
      int digit = HexReading.digit(text[at]);
      value = value * radix + digit;
      if (digit < 0 || digit >= radix || value > Character.MAX_CODE_POINT) {
        return UNKNOWN;
      }
    }
    return value == 0 ? UNKNOWN : value;
  }

  private static int place(byte[] text, int from, int to) {
    int hash = to - from;
    for (int at = from; at < to; at++) {
      hash = hash * 31 + text[at];
    }
    return (hash ^ hash >>> 15) & PLACES - 1;
  }

  private static void put(String[] entry) {
    byte[] name = entry[0].getBytes(US_ASCII);
    int place = place(name, 0, name.length);
    while (NAMES[place].length > 0) {
      place = place + 1 & PLACES - 1;
    }
    NAMES[place] = name;
    CODE_POINTS[place] = Integer.parseInt(entry[1], 16);
  }

  private static List<String> list() {
    try (var list =
        Objects.requireNonNull(
            CharacterReferences.class.getResourceAsStream("character-references.txt"))) {
      return new String(list.readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
