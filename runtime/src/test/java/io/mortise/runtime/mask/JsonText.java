package io.mortise.runtime.mask;

import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** Text as it stands within a string of JSON. */
final class JsonText {
  private JsonText() {}

  static String escaped(String text) {
    var quoted = JsonMapper.shared().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The same with each character escaped in any way that JSON permits, chosen at random. */
  static String anyEscapes(String text, Random random) {
    var escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append(anyEscape((char) unit, random)));
    return escaped.toString();
  }

  private static String anyEscape(char unit, Random random) {
    int letter = "\"\\/\b\f\n\r\t".indexOf(unit);
    if (letter >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/bfnrt".charAt(letter);
    }
    boolean mayStand = unit >= ' ' && unit != '"' && unit != '\\' && !Character.isSurrogate(unit);
    return mayStand && random.nextBoolean() ? String.valueOf(unit) : unit(unit, random);
  }

  private static String unit(char unit, Random random) {
    return random.nextBoolean()
        ? unit(unit)
        : "\\u" + unit(unit).substring(2).toUpperCase(Locale.ROOT);
  }

  /** A code unit as {@code \\u0061}. */
  static String unit(char unit) {
    return String.format(Locale.ROOT, "\\u%04x", (int) unit);
  }
}
