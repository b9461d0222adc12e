package io.mortise.runtime.mask;

/** The escapes that a reading of the text undoes. */
enum Escapes {
  /** The escapes of JSON, once (RFC 8259): {@code \"} and {@code \u0022} are a quotation mark. */
  JSON("\\"),
  /**
   * The escapes of URLs, once (RFC 3986): {@code %22}; also {@code %u201C}, as written by
   * JavaScript's {@code escape}.
   */
  PERCENT("%"),
  /** The escapes of HTML, once: {@code &quot;}, {@code &#34;}, {@code &#x22;}. */
  HTML("&"),
  /** The escapes of all three, once. */
  ONCE("\\%&"),
  /**
   * The escapes of all three in any mixture and nested to any depth. A backslash that escapes
   * nothing is dropped, so that it does not matter how often the text was escaped. Zero bytes are
   * dropped too, because UTF-16 puts them between letters.
   */
  ALL("\\%&\0");

  private final boolean[] introducers = new boolean[256];

  Escapes(String introducers) {
    introducers.chars().forEach(c -> this.introducers[c] = true);
  }

  /** Whether this byte may begin an escape or is dropped. */
  boolean introducedBy(byte input) {
    return introducers[input & 0xff];
  }

  /** Returns {@link #introducedBy} for every byte; must not be changed. */
  boolean[] introducers() {
    return introducers;
  }

  boolean nested() {
    return this == ALL;
  }
}
