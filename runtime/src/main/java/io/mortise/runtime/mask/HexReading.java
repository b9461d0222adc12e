package io.mortise.runtime.mask;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Decodes hexadecimal digits in the text, in upper or lower case, also with a space, colon or
 * hyphen between bytes. It is unknown where the digits begin, so both ways of forming pairs are
 * followed.
 */
final class HexReading {
  private static final byte SEPARATOR = -2;
  private static final byte OTHER = -1;
  private static final byte[] VALUES = values();

  private final PackedReading[] ways = new PackedReading[2];
  private final boolean[] interesting;
  private final int shortestRun;
  private int previous = -1;
  private long previousStart;
  private int count;
  private boolean active;

  HexReading(Patterns patterns, Supplier<Track> tracks) {
    Arrays.setAll(ways, way -> new PackedReading(tracks.get()));
    this.interesting = patterns.interesting();
    this.shortestRun = patterns.automaton().shortest() * 2;
  }

  /** Reads bytes that are symbols as they stand. */
  void scan(byte[] text, int from, int to, long base) {
    int at = from;
    while (at < to) {
      if (previous < 0) {
        at = skip(text, at, to);
      }
      while (at < to && VALUES[text[at] & 0xff] != OTHER) {
        accept(text[at], base + at, base + at + 1);
        at++;
      }
      if (at < to) {
        finish();
        at++;
      }
    }
  }

  void accept(byte symbol, long start, long end) {
    int value = VALUES[symbol & 0xff];
    if (value >= 0) {
      digit(value, start, end);
    } else if (value == OTHER && previous >= 0) {
      finish();
    }
  }

  void finish() {
    if (active) {
      for (var way : ways) {
        way.end();
      }
    }
    active = false;
    previous = -1;
  }

  void reset() {
    for (var way : ways) {
      way.reset();
    }
    active = false;
    previous = -1;
  }

  long earliest() {
    long earliest = previous < 0 ? Long.MAX_VALUE : previousStart;
    if (active) {
      for (var way : ways) {
        earliest = Math.min(earliest, way.earliest());
      }
    }
    return earliest;
  }

  /** Returns the value of a digit, or a negative number for any other byte. */
  static int digit(byte symbol) {
    return VALUES[symbol & 0xff];
  }

  /** Skips runs of digits that are too short to hold a pattern. */
  private int skip(byte[] text, int from, int to) {
    int run = from;
    for (int at = from; at < to; at++) {
      if (VALUES[text[at] & 0xff] == OTHER) {
        if (at - run >= shortestRun) {
          return run;
        }
        run = at + 1;
      }
    }
    return run;
  }

  private void digit(int value, long start, long end) {
    if (previous >= 0) {
      byte whole = (byte) (previous << 4 | value);
      var way = ways[++count & 1];
      if (active || interesting[whole & 0xff]) {
        way.accept(whole, previousStart, end);
        active = ways[0].active() || ways[1].active();
      }
    }
    previous = value;
    previousStart = start;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, OTHER);
    for (char c = 0; c < 128; c++) {
      int digit = Character.digit(c, 16);
      if (digit >= 0) {
        values[c] = (byte) digit;
      }
    }
    for (char separator : new char[] {' ', ':', '-'}) {
      values[separator] = SEPARATOR;
    }
    return values;
  }
}
