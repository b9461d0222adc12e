package io.mortise.runtime.mask;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Masks JSON and keeps it valid: in a string, the mask replaces whole characters; a number or
 * another bare word becomes a string; braces, brackets, commas, colons and the quotation marks
 * around strings are kept, even within a secret. Text that is not JSON is masked as well, word by
 * word.
 */
final class JsonMaskWriter implements MaskWriter {
  /** A longer word is not held back, because no number is that long. */
  private static final int MAX_WORD = 4 * 1024;

  private static final boolean[] ENDS_WORD = endsWord();

  private enum Place {
    OUTSIDE,
    WORD,
    STRING,
    ESCAPE
  }

  private final OutputStream out;
  private final byte[] mask;
  private final byte[] held = new byte[MAX_WORD];
  private int size;
  private boolean heldIsMasked;
  private boolean maskIsLast;
  private Place place = Place.OUTSIDE;

  JsonMaskWriter(OutputStream out, byte[] mask) {
    this.out = out;
    this.mask = mask;
  }

  @Override
  public void plain(byte[] text, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      if (place == Place.STRING && text[at] != '"' && text[at] != '\\') {
        int end = endOfCharacters(text, at, to);
        out.write(text, at, end - at);
        maskIsLast = false;
        at = end;
      } else if (place == Place.WORD && !ENDS_WORD[text[at] & 0xff]) {
        at += holdCharacters(text, at, to);
      } else {
        accept(text[at], false);
        at++;
      }
    }
  }

  @Override
  public void masked(byte[] text, int from, int to) throws IOException {
    for (int at = from; at < to; at++) {
      accept(text[at], true);
    }
  }

  @Override
  public void finish() throws IOException {
    if (place == Place.WORD) {
      endWord();
    } else if (place == Place.ESCAPE) {
      endEscape();
    }
  }

  private static int endOfCharacters(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    return at;
  }

  /** Returns the number of characters of the word that were taken. */
  private int holdCharacters(byte[] text, int from, int to) throws IOException {
    int limit = Math.min(to, from + MAX_WORD - size);
    int at = from;
    while (at < limit && !ENDS_WORD[text[at] & 0xff]) {
      held[size++] = text[at++];
    }
    if (size == MAX_WORD) {
      endWord();
    }
    return at - from;
  }

  private void accept(byte input, boolean masked) throws IOException {
    switch (place) {
      case OUTSIDE -> outside(input, masked);
      case WORD -> inWord(input, masked);
      case STRING -> inString(input, masked);
      case ESCAPE -> inEscape(input, masked);
    }
  }

  private void outside(byte input, boolean masked) throws IOException {
    if (input == '"') {
      place = Place.STRING;
      maskIsLast = false;
      out.write(input);
    } else if (ENDS_WORD[input & 0xff]) {
      out.write(input);
    } else {
      place = Place.WORD;
      hold(input, masked);
    }
  }

  private void inWord(byte input, boolean masked) throws IOException {
    if (ENDS_WORD[input & 0xff]) {
      endWord();
      outside(input, masked);
    } else {
      hold(input, masked);
      if (size == MAX_WORD) {
        endWord();
      }
    }
  }

  private void endWord() throws IOException {
    if (heldIsMasked) {
      out.write('"');
      out.write(mask);
      out.write('"');
    } else {
      out.write(held, 0, size);
    }
    release(Place.OUTSIDE);
  }

  private void inString(byte input, boolean masked) throws IOException {
    if (input == '"') {
      place = Place.OUTSIDE;
      out.write(input);
    } else if (input == '\\') {
      place = Place.ESCAPE;
      hold(input, masked);
    } else if (masked) {
      writeMask();
    } else {
      maskIsLast = false;
      out.write(input);
    }
  }

  private void inEscape(byte input, boolean masked) throws IOException {
    hold(input, masked);
    if (size == (held[1] == 'u' ? 6 : 2)) {
      endEscape();
    }
  }

  private void endEscape() throws IOException {
    if (heldIsMasked) {
      writeMask();
    } else {
      maskIsLast = false;
      out.write(held, 0, size);
    }
    release(Place.STRING);
  }

  private void writeMask() throws IOException {
    if (!maskIsLast) {
      out.write(mask);
      maskIsLast = true;
    }
  }

  private void hold(byte input, boolean masked) {
    held[size++] = input;
    heldIsMasked |= masked;
  }

  private void release(Place next) {
    size = 0;
    heldIsMasked = false;
    place = next;
  }

  private static boolean[] endsWord() {
    boolean[] ends = new boolean[256];
    "{}[],:\" \t\n\r".chars().forEach(c -> ends[c] = true);
    return ends;
  }
}
