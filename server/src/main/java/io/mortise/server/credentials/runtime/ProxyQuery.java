package io.mortise.server.credentials.runtime;

import java.nio.charset.StandardCharsets;

/**
 * A query as it may stand in an address (RFC 3986, section 3.4). Real clients leave brackets,
 * braces and others as they are, which most services take and an address must not hold.
 */
final class ProxyQuery {
  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";
  private static final String HEX = "0123456789ABCDEF";

  private ProxyQuery() {}

  /** Percent-encodes whatever may not stand there; what is encoded already stays as it is. */
  static String encoded(String query) {
    var encoded = new StringBuilder(query.length() + 16);
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      char c = (char) (bytes[at] & 0xff);
      if (isAllowed(c) || (c == '%' && isHex(bytes, at + 1) && isHex(bytes, at + 2))) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ALLOWED.indexOf(c) >= 0;
  }

  private static boolean isHex(byte[] bytes, int at) {
    return at < bytes.length && Character.digit((char) (bytes[at] & 0xff), 16) >= 0;
  }
}
