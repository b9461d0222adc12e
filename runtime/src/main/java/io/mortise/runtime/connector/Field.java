package io.mortise.runtime.connector;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing a method asks for.
 *
 * @param pattern a regular expression that the whole value matches
 * @param choices the only values taken; empty for any
 * @param defaultValue taken where nothing is given; only of public fields
 */
public record Field(
    String name,
    String label,
    Kind kind,
    boolean secret,
    boolean required,
    String help,
    @Nullable String pattern,
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
}
