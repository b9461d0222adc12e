package io.mortise.server.kernel;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header that makes a change depend on the version that was seen (RFC 9110 §13.1.1). */
public final class IfMatch {
  private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,16})\"");

  private IfMatch() {}

  /**
   * Takes one strong entity tag. A weak one never matches (RFC 9110 §8.8.3.2), and a version that
   * is read from half a tag could be another one than was meant: both are refused.
   *
   * @return the version; null where any will do
   */
  public static @Nullable Long version(@Nullable String header) {
    if (header == null || header.equals("*")) {
      return null;
    }
    var version = VERSION.matcher(header.strip());
    if (!version.matches()) {
      throw new InvalidRequest("/If-Match", "If-Match is the version in quotes, such as \"3\".");
    }
    return Long.valueOf(version.group(1));
  }
}
