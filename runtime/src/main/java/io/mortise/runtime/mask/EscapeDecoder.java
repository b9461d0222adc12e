package io.mortise.runtime.mask;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Undoes escapes in a stream of bytes. Holds back bytes that may begin an escape until it is
 * complete; bytes that turn out not to be an escape are passed on unchanged.
 *
 * <p>If all escapes are undone at any depth, a decoded character may itself be part of another
 * escape. The beginnings are therefore kept on a stack: each byte is pushed once, and each complete
 * escape shortens the stack.
 */
final class EscapeDecoder extends Symbols {
  private static final int MAX_PENDING = 64;
  private static final int MAX_LEVELS = 4;

  private final boolean[] introducers;
  private final boolean nested;
  private final CodeUnits out;

  private final byte[] bytes = new byte[MAX_PENDING];
  private final long[] starts = new long[MAX_PENDING];
  private final long[] ends = new long[MAX_PENDING];
  private final int[] levels = new int[MAX_LEVELS];
  private final int[] places = new int[MAX_LEVELS];

  /**
   * The end of the longest name that needs no semicolon, for each beginning; 0 if there is none.
   */
  private final int[] bareEnds = new int[MAX_LEVELS];

  private final int[] bareCodePoints = new int[MAX_LEVELS];
  private int size;
  private int depth;

  /** The offset of the last beginning on the stack, if there is one. */
  private int level;

  EscapeDecoder(Escapes escapes, Symbols out) {
    this.introducers = escapes.introducers();
    this.nested = escapes.nested();
    this.out = new CodeUnits(out);
  }

  boolean idle() {
    return depth == 0 && out.idle();
  }

  long earliest() {
    return Math.min(depth == 0 ? Long.MAX_VALUE : starts[0], out.earliest());
  }

  @Override
  void accept(byte symbol, long start, long end) {
    if (depth == 0) {
      acceptOutside(symbol, start, end);
    } else if (opensAnother(symbol)) {
      open(symbol, start, end);
    } else {
      advance(symbol, start, end);
    }
  }

  /** Passes on the rest; a lone backslash at the end is dropped like any other. */
  void finish() {
    if (depth == 1 && bytes[0] == '&') {
      endReference();
    }
    giveUp();
    out.finish();
  }

  void reset() {
    size = 0;
    depth = 0;
    out.reset();
  }

  private void acceptOutside(byte symbol, long start, long end) {
    if (!introducers[symbol & 0xff]) {
      out.accept(symbol, start, end);
    } else if (symbol != 0) {
      open(symbol, start, end);
    }
  }

  private boolean opensAnother(byte symbol) {
    return nested && introducers[symbol & 0xff] && !(symbol == '\\' && lone());
  }

  /** Whether only a backslash is pending. */
  private boolean lone() {
    return bytes[level] == '\\' && size == level + 1;
  }

  private void open(byte symbol, long start, long end) {
    if (symbol == 0) {
      return;
    }
    if (depth == MAX_LEVELS || size == MAX_PENDING) {
      giveUp();
    }
    level = size;
    places[depth] = CharacterReferences.START;
    bareEnds[depth] = 0;
    levels[depth++] = size;
    append(symbol, start, end);
  }

  private void append(byte symbol, long start, long end) {
    bytes[size] = symbol;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  private void advance(byte symbol, long start, long end) {
    if (size == MAX_PENDING) {
      giveUp();
      acceptOutside(symbol, start, end);
      return;
    }
    switch (bytes[level]) {
      case '\\' -> afterBackslash(symbol, start, end);
      case '%' -> afterPercent(symbol, start, end);
      default -> afterAmpersand(symbol, start, end);
    }
  }

  private void afterBackslash(byte symbol, long start, long end) {
    if (!lone()) {
      int digits = digitsAfter(bytes[level + 1]);
      collectHex(symbol, start, end, digits);
    } else if (symbol == '\\' && nested) {
      ends[size - 1] = end;
    } else if (digitsAfter(symbol) > 0) {
      append(symbol, start, end);
    } else {
      afterLoneBackslash(symbol, start, end);
    }
  }

  private int digitsAfter(byte letter) {
    return switch (letter) {
      case 'u' -> 4;
      case 'U' -> nested ? 8 : 0;
      case 'x' -> nested ? 2 : 0;
      default -> 0;
    };
  }

  private void afterLoneBackslash(byte symbol, long start, long end) {
    byte control = control(symbol);
    if (control != 0) {
      completeByte(control, end);
    } else if (nested) {
      // Encoders escape punctuation only: a backslash before a letter is literal.
      long from = isAlphanumeric(symbol) ? start : starts[size - 1];
      pop();
      accept(symbol, from, end);
    } else if (symbol == '"' || symbol == '\\' || symbol == '/') {
      complete(symbol, end);
    } else {
      giveUp();
      acceptOutside(symbol, start, end);
    }
  }

  private static byte control(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> 0;
    };
  }

  private void afterPercent(byte symbol, long start, long end) {
    if (symbol == 'u' && size == level + 1) {
      append(symbol, start, end);
    } else {
      collectHex(symbol, start, end, size > level + 1 && bytes[level + 1] == 'u' ? 4 : 2);
    }
  }

  private void collectHex(byte symbol, long start, long end, int digits) {
    if (HexReading.digit(symbol) < 0) {
      giveUp();
      acceptOutside(symbol, start, end);
      return;
    }
    append(symbol, start, end);
    boolean letter = bytes[level] == '\\' || bytes[level + 1] == 'u';
    int first = level + (letter ? 2 : 1);
    if (size - first < digits) {
      return;
    }
    int value = 0;
    for (int at = first; at < size; at++) {
      value = (value << 4) + HexReading.digit(bytes[at]);
    }
    if (digits == 2) {
      completeByte((byte) value, end);
    } else {
      complete(value, end);
    }
  }

  private void afterAmpersand(byte symbol, long start, long end) {
    if (inNumber()) {
      afterNumberSign(symbol, start, end);
    } else if (symbol == '#' && size == level + 1) {
      append(symbol, start, end);
    } else {
      int place = CharacterReferences.next(places[depth - 1], symbol);
      if (place == CharacterReferences.START) {
        afterReference(symbol, start, end);
      } else if (symbol == ';') {
        complete(CharacterReferences.codePoint(place), end);
      } else {
        appendToName(place, symbol, start, end);
      }
    }
  }

  private boolean inNumber() {
    return size > level + 1 && bytes[level + 1] == '#';
  }

  private void appendToName(int place, byte symbol, long start, long end) {
    append(symbol, start, end);
    places[depth - 1] = place;
    int codePoint = CharacterReferences.bareCodePoint(place);
    if (codePoint != CharacterReferences.UNKNOWN) {
      bareEnds[depth - 1] = size;
      bareCodePoints[depth - 1] = codePoint;
    }
  }

  private void afterNumberSign(byte symbol, long start, long end) {
    boolean hex = size > level + 2 && (bytes[level + 2] | 0x20) == 'x';
    boolean begins = size == level + 2 && (symbol | 0x20) == 'x';
    int digit = HexReading.digit(symbol);
    if (begins || (digit >= 0 && (hex || digit < 10))) {
      append(symbol, start, end);
      return;
    }
    int value =
        symbol == ';'
            ? CharacterReferences.number(bytes, level + 2, size)
            : CharacterReferences.UNKNOWN;
    if (value == CharacterReferences.UNKNOWN) {
      afterReference(symbol, start, end);
    } else {
      complete(value, end);
    }
  }

  /** Handles a symbol with which no reference continues: one without a semicolon may have ended. */
  private void afterReference(byte symbol, long start, long end) {
    if (endReference()) {
      accept(symbol, start, end);
    } else {
      giveUp();
      acceptOutside(symbol, start, end);
    }
  }

  /**
   * Undoes a reference without a semicolon, as HTML parsers do. The letters after the end of a
   * name, as in {@code &notit}, are read again; they are fewer than in the longest name, so the
   * time stays linear.
   *
   * @return whether there was one
   */
  private boolean endReference() {
    boolean number = inNumber();
    int codePoint =
        number ? CharacterReferences.number(bytes, level + 2, size) : bareCodePoints[depth - 1];
    int last = number ? size : bareEnds[depth - 1];
    if (last == 0 || codePoint == CharacterReferences.UNKNOWN) {
      return false;
    }
    int pending = size;
    if (last == pending) {
      complete(codePoint, ends[last - 1]);
    } else if (depth == 1 && codePoint != '&') {
      complete(codePoint, ends[last - 1]);
      giveOut(last, pending);
    } else {
      completeAndReadOn(codePoint, last);
    }
    return true;
  }

  private void completeAndReadOn(int codePoint, int last) {
    byte[] rest = Arrays.copyOfRange(bytes, last, size);
    long[] restStarts = Arrays.copyOfRange(starts, last, size);
    long[] restEnds = Arrays.copyOfRange(ends, last, size);
    complete(codePoint, ends[last - 1]);
    for (int at = 0; at < rest.length; at++) {
      accept(rest[at], restStarts[at], restEnds[at]);
    }
  }

  private void complete(int codePoint, long end) {
    if (codePoint >= 0 && codePoint < 0x80) {
      completeByte((byte) codePoint, end);
      return;
    }
    long start = starts[level];
    pop();
    giveUp();
    out.codePoint(codePoint, start, end);
  }

  private void completeByte(byte value, long end) {
    long start = starts[level];
    pop();
    if (nested) {
      accept(value, start, end);
    } else {
      out.accept(value, start, end);
    }
  }

  private void pop() {
    size = level;
    depth--;
    level = depth == 0 ? 0 : levels[depth - 1];
  }

  /** Passes on the pending bytes unchanged, because they are not an escape. */
  private void giveUp() {
    int pending = size;
    int levelsLeft = depth;
    size = 0;
    depth = 0;
    if (levelsLeft == 1) {
      giveOut(nested && bytes[0] == '\\' ? 1 : 0, pending);
    } else {
      giveOutLevels(pending, levelsLeft);
    }
  }

  private void giveOutLevels(int pending, int count) {
    for (int level = 0; level < count; level++) {
      int from = levels[level];
      int to = level + 1 < count ? levels[level + 1] : pending;
      giveOut(bytes[from] == '\\' ? from + 1 : from, to);
    }
  }

  private void giveOut(int from, int to) {
    for (int at = from; at < to; at++) {
      out.accept(bytes[at], starts[at], ends[at]);
    }
  }

  private static boolean isAlphanumeric(byte symbol) {
    return (symbol >= '0' && symbol <= '9')
        || (symbol >= 'a' && symbol <= 'z')
        || (symbol >= 'A' && symbol <= 'Z');
  }

  /** Undoes all escapes, to get a pattern for a reading of {@link Escapes#ALL}. */
  static byte[] decode(byte[] text) {
    var decoded = new ByteArrayOutputStream(text.length);
    var decoder =
        new EscapeDecoder(
            Escapes.ALL,
            new Symbols() {
              @Override
              void accept(byte symbol, long start, long end) {
                decoded.write(symbol);
              }
            });
    for (int i = 0; i < text.length; i++) {
      decoder.accept(text[i], i, i + 1L);
    }
    decoder.finish();
    return decoded.toByteArray();
  }
}
