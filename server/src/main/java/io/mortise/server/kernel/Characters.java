package io.mortise.server.kernel;

/**
 * Counts characters as people and PostgreSQL do, by Unicode code points: an emoji is one, although
 * a {@link String} holds it as two.
 */
public final class Characters {
  private Characters() {}

  public static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text's beginning, of at most that many characters. */
  public static String first(int most, String text) {
    return count(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
