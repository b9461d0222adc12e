package io.mortise.runtime.connector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing a method asks for.
 *
 * @param pattern a regular expression that the whole value matches
 * @param expected what such a value looks like, to follow "Expected"; there wherever a pattern is
 * @param choices the only values taken; empty for any
 * @param shapesTransport whether the value shapes how the secret travels: where to, over what, as
 *     whom. Then changing it takes the secret again
 * @param defaultValue taken where nothing is given; only of public fields
 */
public record Field(
    String name,
    String label,
    Kind kind,
    boolean secret,
    boolean required,
    boolean shapesTransport,
    String help,
    @Nullable String pattern,
    @Nullable String expected,
    List<String> choices,
    @Nullable String defaultValue,
    @Nullable VisibleWhen visibleWhen) {
  /** Form of a value. Booleans and numbers are kept as text. */
  public enum Kind {
    TEXT,
    MULTILINE,
    LIST,
    MAP,
    BOOLEAN,
    NUMBER;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Field {
    choices = List.copyOf(choices);
  }

  /** The JSON value for a stored one: texts of numbers and booleans become what they were. */
  public Object json(Object stored) {
    if (!(stored instanceof String text)) {
      return stored;
    }
    return switch (kind) {
      case NUMBER -> FieldRules.NUMBER.matches(text) ? new BigDecimal(text) : text;
      case BOOLEAN -> Boolean.valueOf(text);
      case TEXT, MULTILINE, LIST, MAP -> text;
    };
  }
}
