package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mortise.runtime.mask.trie.TrieNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Decodes the character references of HTML, such as {@code &amp;} and {@code &#x27;}. Names are
 * read letter by letter, so that a word is abandoned at the first letter with which no name
 * continues.
 */
final class CharacterReferences {
  static final int UNKNOWN = -1;

  /** The place before the first letter, and of every word that is not a name. */
  static final int START = 0;

  private static final List<String> LINES = lines();
  private static final TrieNodes NAMES =
      TrieNodes.of(LINES.stream().map(CharacterReferences::name).toList());
  private static final int[] CODE_POINTS = codePoints();
  private static final int[] BARE = bare();
  private static final int[] FIRST = first();

  private CharacterReferences() {}

  /**
   * Returns the place in a name after one more character, or {@link #START} if no name continues
   * so.
   */
  static int next(int place, byte character) {
    if (place == START) {
      return character < 0 ? START : FIRST[character];
    }
    return NAMES.child(place, character);
  }

  /** Returns the code point of a name that ends with a semicolon. */
  static int codePoint(int place) {
    return CODE_POINTS[place];
  }

  /**
   * Returns the code point of a name that no semicolon follows, or {@link #UNKNOWN}. HTML parsers
   * accept about a hundred old names without one, such as {@code &amp}.
   */
  static int bareCodePoint(int place) {
    return BARE[place];
  }

  /**
   * @param text holds a number, decimal or with an x before it, from one index to another
   * @return the code point, or {@link #UNKNOWN}
   */
  static int number(byte[] text, int from, int to) {
    boolean hex = to > from && (text[from] | 0x20) == 'x';
    int radix = hex ? 16 : 10;
    int value = 0;
    for (int at = hex ? from + 1 : from; at < to; at++) {
      int digit = HexReading.digit(text[at]);
      value = value * radix + digit;
      if (digit < 0 || digit >= radix || value > Character.MAX_CODE_POINT) {
        return UNKNOWN;
      }
    }
    return value == 0 ? UNKNOWN : value;
  }

  private static byte[] name(String line) {
    return (line.substring(0, line.indexOf(' ')) + ";").getBytes(US_ASCII);
  }

  private static int[] codePoints() {
    int[] codePoints = new int[NAMES.size()];
    LINES.forEach(line -> codePoints[place(name(line))] = codePoint(line));
    return codePoints;
  }

  private static int[] bare() {
    int[] bare = new int[NAMES.size()];
    Arrays.fill(bare, UNKNOWN);
    LINES.stream()
        .filter(line -> line.endsWith(" bare"))
        .forEach(line -> bare[place(line.split(" ", 2)[0].getBytes(US_ASCII))] = codePoint(line));
    return bare;
  }

  private static int place(byte[] name) {
    int place = START;
    for (byte character : name) {
      place = NAMES.child(place, character);
    }
    return place;
  }

  private static int codePoint(String line) {
    return Integer.parseInt(line.split(" ", 3)[1], 16);
  }

  private static int[] first() {
    int[] first = new int[128];
    for (int place = NAMES.firstChild(START); place != 0; place = NAMES.sibling(place)) {
      first[NAMES.label(place)] = place;
    }
    return first;
  }

  private static List<String> lines() {
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
