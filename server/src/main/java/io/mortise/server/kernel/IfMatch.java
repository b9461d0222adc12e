package io.mortise.server.kernel;

import org.jspecify.annotations.Nullable;

/** The header that makes a change depend on the version that was seen (RFC 9110 §13.1.1). */
public final class IfMatch {
  private IfMatch() {}

  /**
   * @return the version; null where any will do
   */
  public static @Nullable Long version(@Nullable String header) {
    if (header == null || header.equals("*")) {
      return null;
    }
    try {
      return Long.valueOf(header.replaceAll("^W/", "").replace("\"", ""));
    } catch (NumberFormatException e) {
      throw new InvalidRequest("/If-Match", "If-Match is the version in quotes, such as \"3\".");
    }
  }
}
