package io.mortise.runtime.operation;

import java.util.regex.Pattern;

/** Recognizes values that would lead out of the path they are put into. */
final class PathRules {
  /** Services and what stands before them decode a path more than once. */
  private static final int MAX_DECODINGS = 3;

  private static final Pattern DOTS = Pattern.compile("(?:^|.*/)\\.{1,2}(?:/.*|$)", Pattern.DOTALL);

  private PathRules() {}

  /**
   * Whether one of its segments is {@code .} or {@code ..}, however slashes and dots are encoded.
   */
  static boolean leaves(String path) {
    var decoded = path;
    for (int i = 0; i <= MAX_DECODINGS; i++) {
      // A segment may carry parameters: “..;x” is “..” to some servers.
      var segments = decoded.replace('\\', '/').replaceAll(";[^/]*", "");
      if (DOTS.matcher(segments).matches()) {
        return true;
      }
      decoded =
          decoded
              .replaceAll("(?i)%2E", ".")
              .replaceAll("(?i)%2F|%5C", "/")
              .replaceAll("(?i)%3B", ";")
              .replace("%25", "%");
    }
    return false;
  }
}
