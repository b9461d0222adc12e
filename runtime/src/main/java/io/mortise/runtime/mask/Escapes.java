package io.mortise.runtime.mask;

/** Which escapes a reading of the text undoes. */
enum Escapes {
  /** Those of JSON, once (RFC 8259): {@code \"} and {@code \u0022} are a quotation mark. */
  JSON("\\"),
  /**
   * Those of URLs, once (RFC 3986): {@code %22}; also {@code %u201C}, as JavaScript's escape writes
   * it.
   */
  PERCENT("%"),
  /** Those of HTML, once: {@code &quot;}, {@code &#34;}, {@code &#x22;}. */
  HTML("&"),
  /** Those of all three, once. */
  ONCE("\\%&"),
  /**
   * The same in any mixture and nested to any depth. A backslash that escapes nothing is left out,
   * so that it does not matter how often the text was escaped; so are bytes 0, between which UTF-16
   * holds its letters.
   */
  ALL("\\%&\0");

  private final boolean[] introducers = new boolean[256];

  Escapes(String introducers) {
    introducers.chars().forEach(c -> this.introducers[c] = true);
  }

  /** Whether this byte is read in another way than as itself, or may be. */
  boolean introducedBy(byte input) {
    return introducers[input & 0xff];
  }

  /** The same for every byte; not to be changed. */
  boolean[] introducers() {
    return introducers;
  }

  boolean nested() {
    return this == ALL;
  }
}
