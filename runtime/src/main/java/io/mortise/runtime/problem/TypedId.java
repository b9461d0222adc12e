package io.mortise.runtime.problem;

import java.util.Optional;
import java.util.UUID;

/**
 * Formats and parses ids as they are shown outside: a prefix, an underscore and the UUID as 26
 * lower-case characters of Crockford's base 32 (the TypeID specification, version 0.3). Sorting by
 * the text sorts by the UUID.
 */
public final class TypedId {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;

  private TypedId() {}

  /** Returns {@code prefix_} followed by 26 characters. */
  public static String format(String prefix, UUID value) {
    var text = new char[LENGTH];
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (low & 31));
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return prefix + '_' + new String(text);
  }

  /** Returns the UUID, or empty if {@code text} is not an id with that prefix. */
  public static Optional<UUID> parse(String prefix, String text) {
    int start = prefix.length() + 1;
    if (text.length() != start + LENGTH
        || !text.startsWith(prefix)
        || text.charAt(start - 1) != '_') {
      return Optional.empty();
    }
    if (text.charAt(start) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    return Optional.of(new UUID(high, low));
  }
}
