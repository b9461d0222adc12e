package io.mortise.runtime.auth;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks which header names and values a credential may put on a request. */
public final class HeaderRules {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** Headers that decide how a message is framed and routed. */
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "content-length",
          "content-encoding",
          "accept-encoding",
          "upgrade",
          "expect");

  private HeaderRules() {}

  public static boolean usableName(String name) {
    return NAME.matcher(name).matches() && !reserved(name);
  }

  /** Whether the HTTP client writes this header. */
  public static boolean reserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Allows printable ASCII only, so that no value can begin another header. */
  public static boolean usableValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
