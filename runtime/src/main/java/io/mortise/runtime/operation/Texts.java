package io.mortise.runtime.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;

/** Converts input values to text. */
final class Texts {
  private static final String HEX = "0123456789ABCDEF";

  private Texts() {}

  /** Returns the text of a scalar; a number is never written with an exponent. */
  static String of(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case Double number -> BigDecimal.valueOf(number).toPlainString();
      case Float number -> new BigDecimal(number.toString()).toPlainString();
      default -> value.toString();
    };
  }

  /** Whether the text contains no half of a surrogate pair, which UTF-8 cannot encode. */
  static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Percent-encodes everything but unreserved characters (RFC 3986, section 2.3). */
  static String encoded(String text) {
    var encoded = new StringBuilder(text.length() + 16);
    for (byte each : text.getBytes(UTF_8)) {
      char c = (char) (each & 0xff);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
