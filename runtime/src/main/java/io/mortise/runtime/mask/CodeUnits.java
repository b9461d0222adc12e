package io.mortise.runtime.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes characters as UTF-8; the first half of a surrogate pair waits for the second. */
final class CodeUnits {
  private final Symbols out;
  private char high;
  private long highStart;
  private long highEnd;

  CodeUnits(Symbols out) {
    this.out = out;
  }

  boolean idle() {
    return high == 0;
  }

  long earliest() {
    return high == 0 ? Long.MAX_VALUE : highStart;
  }

  void accept(byte symbol, long start, long end) {
    if (high != 0) {
      finish();
    }
    out.accept(symbol, start, end);
  }

  /**
   * @param value a code point, or half of a surrogate pair
   */
  void codePoint(int value, long start, long end) {
    if (high != 0 && value >= Character.MIN_LOW_SURROGATE && value <= Character.MAX_LOW_SURROGATE) {
      int whole = Character.toCodePoint(high, (char) value);
      high = 0;
      write(whole, highStart, end);
      return;
    }
    finish();
    if (value >= Character.MIN_HIGH_SURROGATE && value <= Character.MAX_HIGH_SURROGATE) {
      high = (char) value;
      highStart = start;
      highEnd = end;
    } else {
      write(value, start, end);
    }
  }

  /** Writes a question mark for half of a surrogate pair, as in a secret that contains one. */
  void finish() {
    if (high != 0) {
      high = 0;
      out.accept((byte) '?', highStart, highEnd);
    }
  }

  void reset() {
    high = 0;
  }

  private void write(int codePoint, long start, long end) {
    if (!Character.isValidCodePoint(codePoint)) {
      out.accept((byte) '?', start, end);
      return;
    }
    for (byte symbol : Character.toString(codePoint).getBytes(UTF_8)) {
      out.accept(symbol, start, end);
    }
  }
}
