package io.mortise.runtime.connector;

import com.google.re2j.Pattern;
import java.util.Optional;

/** Checks one text value of a field. */
final class FieldRules {
  static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private static final int MAX_TEXT = 8 * 1024;
  private static final int MAX_BLOCK = 64 * 1024;

  private FieldRules() {}

  /** Returns what is wrong with a value, without repeating the value. */
  static Optional<String> flaw(Field field, String text) {
    boolean block = field.kind() == Field.Kind.MULTILINE;
    int max = block ? MAX_BLOCK : MAX_TEXT;
    if (text.length() > max) {
      return Optional.of(field.label() + " must have at most " + max + " characters.");
    }
    if (text.chars().anyMatch(c -> isControl(c, block))) {
      return Optional.of(
          field.label()
              + " must not contain "
              + (block ? "control characters." : "line breaks or other control characters."));
    }
    if (!field.choices().isEmpty() && !field.choices().contains(text)) {
      return Optional.of(
          field.label() + " must be one of: " + String.join(", ", field.choices()) + ".");
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
