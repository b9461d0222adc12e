package io.mortise.runtime.connector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field of a method.
 *
 * @param pattern a regular expression that the whole value matches
 * @param expected describes such a value, to follow "Expected"; required if there is a pattern
 * @param choices the only values allowed; empty for any
 * @param shapesTransport whether the value decides how the secret is sent: to which address, over
 *     which protocol or as which user. Changing such a value requires the secret again
 * @param defaultValue used if no value is given; public fields only
 * @param origin who gives the value
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
    @Nullable VisibleWhen visibleWhen,
    Origin origin) {
  /** The kind of a value. Booleans and numbers are stored as text. */
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

  /** Who gives a value. */
  public enum Origin {
    /** The person who adds the credential. */
    PERSON,
    /** The OAuth app, where one is used: the person who uses it cannot set it. */
    APP,
    /** The service, when an account is connected. */
    SERVICE
  }

  public Field {
    choices = List.copyOf(choices);
  }

  /**
   * Whether white space at the ends of a value belongs to it, as it may to a password. It does not
   * belong to a token or a key, whose pattern is known: there it came along when the value was
   * copied.
   */
  public boolean keepsOuterSpaces() {
    return secret && (kind == Kind.MULTILINE || (kind == Kind.TEXT && pattern == null));
  }

  /** Whether a text is within the pattern, the choices and the longest length. */
  public boolean allows(String text) {
    return FieldRules.flaw(this, text).isEmpty();
  }

  public boolean ofApp() {
    return origin == Origin.APP;
  }

  public boolean ofService() {
    return origin == Origin.SERVICE;
  }

  /** Converts a stored value to JSON: texts of numbers and booleans become numbers and booleans. */
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
