package io.mortise.runtime.mask;

/** Receives the bytes of one reading, each with the range of the text that it was read from. */
abstract class Symbols {
  /**
   * @param start offset of the first byte of the text that it was read from
   * @param end offset after the last one
   */
  abstract void accept(byte symbol, long start, long end);
}
