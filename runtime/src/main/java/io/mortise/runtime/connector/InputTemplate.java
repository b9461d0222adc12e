package io.mortise.runtime.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Text of an operation's request with values in it: {@code /repos/{owner}/{repo}}. {@code {+path}}
 * is a value of several path segments, whose slashes are kept (RFC 6570, section 3.2.3). Parsed
 * once, when a connector is loaded.
 */
public final class InputTemplate {
  private static final Pattern HOLE = Pattern.compile("\\{(\\+)?([a-z][A-Za-z0-9]{0,39})}");

  private final String source;
  private final List<Part> parts;

  /** A piece of the text. */
  public sealed interface Part {
    /** Literal text. */
    record Literal(String text) implements Part {}

    /**
     * The place of a value.
     *
     * @param segments whether the value is a path whose slashes are kept
     */
    record Hole(String name, boolean segments) implements Part {}
  }

  private InputTemplate(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if a brace is not part of {@code {name}} or {@code {+name}}
   */
  public static InputTemplate parse(String source) {
    var parts = new ArrayList<Part>();
    var matcher = HOLE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      addLiteral(parts, source.substring(end, matcher.start()));
      parts.add(new Part.Hole(matcher.group(2), matcher.group(1) != null));
      end = matcher.end();
    }
    addLiteral(parts, source.substring(end));
    return new InputTemplate(source, parts);
  }

  private static void addLiteral(List<Part> parts, String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "A brace must enclose the name of a value: {name}, or {+name} in a path.");
    }
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  /** Names of the values in it. */
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (var part : parts) {
      if (part instanceof Part.Hole hole) {
        names.add(hole.name());
      }
    }
    return names;
  }

  /** Names of the values that consist of several path segments. */
  public Set<String> segmentNames() {
    var names = new LinkedHashSet<String>();
    for (var part : parts) {
      if (part instanceof Part.Hole hole && hole.segments()) {
        names.add(hole.name());
      }
    }
    return names;
  }

  /** Returns the name of the value if the text is nothing but one value. */
  public Optional<String> only() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Hole hole
        ? Optional.of(hole.name())
        : Optional.empty();
  }

  /** Returns the text without its values, to check what the connector's author wrote. */
  public String literals() {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(part instanceof Part.Literal literal ? literal.text() : "x");
    }
    return text.toString();
  }

  /** Fills in the values; empty if one of them is absent. */
  public Optional<String> fill(Function<Part.Hole, Optional<String>> values) {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text());
        case Part.Hole hole -> {
          var value = values.apply(hole);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          text.append(value.get());
        }
      }
    }
    return Optional.of(text.toString());
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return source;
  }
}
