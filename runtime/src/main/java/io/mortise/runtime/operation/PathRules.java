package io.mortise.runtime.operation;

import java.util.regex.Pattern;

/** Recognizes values that would leave the path into which they are put. */
final class PathRules {
  /** Services and the proxies before them may decode a path more than once. */
  private static final int MAX_DECODINGS = 3;

  private static final Pattern DOTS = Pattern.compile("(?:^|.*/)\\.{1,2}(?:/.*|$)", Pattern.DOTALL);

  private PathRules() {}

  /** Whether a segment is {@code .} or {@code ..}, however slashes and dots are encoded. */
  static boolean leaves(String path) {
    var decoded = path;
    for (int i = 0; i <= MAX_DECODINGS; i++) {
      // A segment may have parameters: some servers treat “..;x” as “..”.
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
