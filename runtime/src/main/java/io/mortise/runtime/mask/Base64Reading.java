package io.mortise.runtime.mask;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Decodes base64 in the text. Both alphabets are read and line breaks are skipped. Because the
 * base64 may have begun at any earlier character, all four ways of forming groups of four are
 * followed at once; each further character completes a byte in three of them.
 */
final class Base64Reading {
  private static final int WAYS = 4;
  private static final int MAX_PADDING = 2;
  private static final byte[] VALUES = values();

  private final PackedReading[] ways = new PackedReading[WAYS];
  private final MaskedRanges found;
  private final byte[] hits;
  private final int shortestRun;
  private int previous = -1;
  private long previousStart;
  private long previousEnd;
  private int padding;
  private int count;
  private boolean active;

  Base64Reading(Patterns patterns, MaskedRanges found, Supplier<Track> tracks) {
    this.found = found;
    Arrays.setAll(ways, way -> new PackedReading(tracks.get()));
    this.hits = patterns.base64Hits();
    this.shortestRun = patterns.automaton().shortest() * 8 / 6;
  }

  /** Reads bytes that are symbols as they stand. */
  void scan(byte[] text, int from, int to, long base) {
    int at = from;
    while (at < to) {
      if (previous < 0) {
        at = skip(text, at, to);
      }
      while (at < to) {
        int value = VALUES[text[at] & 0xff];
        if (value < 0) {
          break;
        }
        digit(value, base + at, base + at + 1);
        at++;
      }
      if (at < to) {
        other(text[at], base + at + 1);
        at++;
      }
    }
  }

  void accept(byte symbol, long start, long end) {
    int value = VALUES[symbol & 0xff];
    if (value >= 0) {
      digit(value, start, end);
    } else {
      other(symbol, end);
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
    padding = 0;
  }

  void reset() {
    for (var way : ways) {
      way.reset();
    }
    active = false;
    previous = -1;
    padding = 0;
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

  /** Skips runs of digits that are too short to hold a pattern. */
  private int skip(byte[] text, int from, int to) {
    int at = from;
    int run = from;
    while (at < to) {
      byte input = text[at];
      if (VALUES[input & 0xff] < 0) {
        if (at - run >= shortestRun || (at > run && isLineBreak(input))) {
          return run;
        }
        run = at + 1;
      }
      at++;
    }
    return run;
  }

  private void other(byte symbol, long end) {
    if (previous < 0 || isLineBreak(symbol)) {
      return;
    }
    if (symbol == '=' && padding < MAX_PADDING && masksUpTo(previousEnd)) {
      found.add(previousStart, end);
      padding++;
    } else {
      finish();
    }
  }

  /** Whether the last digit is part of a match; then the padding is masked too. */
  private boolean masksUpTo(long end) {
    boolean masks = false;
    for (var way : ways) {
      masks |= way.foundAt(end);
    }
    return masks;
  }

  private void digit(int value, long start, long end) {
    if (padding > 0) {
      finish();
    }
    if (previous >= 0) {
      int hit = hits[previous << 6 | value];
      if (active || hit != 0) {
        complete(hit, value, end);
      }
      count++;
    } else {
      count = 0;
    }
    previous = value;
    previousStart = start;
    previousEnd = end;
  }

  /** A byte takes two digits: 6 and 2 bits of them, 4 and 4, or 2 and 6. */
  private void complete(int hit, int value, long end) {
    boolean stillActive = false;
    for (int place = 1; place < WAYS; place++) {
      var way = ways[count - place & WAYS - 1];
      if (way.active() || (hit >> place & 1) != 0) {
        way.accept((byte) (previous << 2 * place | value >> 6 - 2 * place), previousStart, end);
        stillActive |= way.active();
      }
    }
    active = stillActive || ways[count & WAYS - 1].active();
  }

  private static boolean isLineBreak(byte symbol) {
    return symbol == '\n' || symbol == '\r';
  }

  /** For every two digits, the bytes they may complete that begin a match or an escape. */
  static byte[] hits(boolean[] interesting) {
    byte[] hits = new byte[64 * 64];
    for (int digits = 0; digits < hits.length; digits++) {
      for (int place = 1; place < WAYS; place++) {
        int value = (digits >> 6) << 2 * place | (digits & 63) >> 6 - 2 * place;
        if (interesting[value & 0xff]) {
          hits[digits] |= (byte) (1 << place);
        }
      }
    }
    return hits;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int value = 0; value < digits.length(); value++) {
      values[digits.charAt(value)] = (byte) value;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }
}
