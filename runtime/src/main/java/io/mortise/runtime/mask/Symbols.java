package io.mortise.runtime.mask;

/** Takes the bytes of one reading of the text, each with the part of the text it was read from. */
abstract class Symbols {
  /**
   * @param start offset of the first byte of the text that it was read from
   * @param end offset after the last one
   */
  abstract void accept(byte symbol, long start, long end);
}
