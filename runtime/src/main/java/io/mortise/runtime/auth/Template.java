package io.mortise.runtime.auth;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with fields in it: {@code Bearer {token}}. If a field is absent, the whole text is empty; an
 * absent field that is marked {@code {prefix?}} is left out. Parsed once, when a connector is
 * loaded.
 */
public final class Template {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z][A-Za-z0-9]{0,39})(\\?)?}");

  private final String source;
  private final List<Part> parts;

  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Hole(String field, boolean optional) implements Part {}
  }

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if a brace is not part of a {@code {field}}
   */
  public static Template parse(String source) {
    var parts = new ArrayList<Part>();
    var matcher = HOLE.matcher(source);
    int end = 0;
    while (matcher.find()) {
      addLiteral(parts, source.substring(end, matcher.start()));
      parts.add(new Part.Hole(matcher.group(1), matcher.group(2) != null));
      end = matcher.end();
    }
    addLiteral(parts, source.substring(end));
    return new Template(source, parts);
  }

  private static void addLiteral(List<Part> parts, String text) {
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "A brace must enclose the name of a field: {name} or {name?}");
    }
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text));
    }
  }

  /** Names of the fields in it. */
  public Set<String> fields() {
    var names = new LinkedHashSet<String>();
    for (var part : parts) {
      if (part instanceof Part.Hole hole) {
        names.add(hole.field());
      }
    }
    return names;
  }

  /** Names of the fields in any of them. */
  static Set<String> fieldsOf(Template... templates) {
    var names = new LinkedHashSet<String>();
    for (var template : templates) {
      names.addAll(template.fields());
    }
    return names;
  }

  /** The text with public and secret fields filled in. */
  Optional<String> reveal(Fields fields) {
    return fill(fields, true);
  }

  /** The text with public fields filled in; empty if it needs a secret field. */
  public Optional<String> fill(Fields fields) {
    return fill(fields, false);
  }

  private Optional<String> fill(Fields fields, boolean secrets) {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text());
        case Part.Hole hole -> {
          var value = value(fields, hole.field(), secrets);
          if (value != null) {
            text.append(value);
          } else if (!hole.optional()) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(text.toString());
  }

  private static @Nullable String value(Fields fields, String name, boolean secrets) {
    return switch (fields.asMap().get(name)) {
      case FieldValue.Text text -> text.value();
      case FieldValue.Hidden hidden when secrets ->
          hidden.secret().reveal(Reveal.FOR_OUTBOUND_CALL);
      case null, default -> null;
    };
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return source;
  }
}
