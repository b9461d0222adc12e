package io.mortise.runtime.connector;

import com.google.re2j.Pattern;
import java.util.Optional;

/** What one text value of a field has to look like. */
final class FieldRules {
  static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private static final int LONGEST_TEXT = 8 * 1024;
  private static final int LONGEST_BLOCK = 64 * 1024;

  private FieldRules() {}

  /** What is wrong with it, in words that do not hold the value. */
  static Optional<String> flaw(Field field, String text) {
    boolean block = field.kind() == Field.Kind.MULTILINE;
    int longest = block ? LONGEST_BLOCK : LONGEST_TEXT;
    if (text.length() > longest) {
      return Optional.of("It is longer than " + longest + " characters.");
    }
    if (text.chars().anyMatch(c -> isControl(c, block))) {
      return Optional.of("It holds a line break or another control character.");
    }
    if (!field.choices().isEmpty() && !field.choices().contains(text)) {
      return Optional.of("It has to be one of: " + String.join(", ", field.choices()) + ".");
    }
    var pattern = field.pattern();
    if (pattern != null && !Pattern.compile(pattern).matches(text)) {
      return Optional.of("Expected " + field.expected() + ".");
    }
    return Optional.empty();
  }

  private static boolean isControl(int c, boolean block) {
    boolean space = c == '\n' || c == '\r' || c == '\t';
    return Character.isISOControl(c) && !(block && space);
  }
}
