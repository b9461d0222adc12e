package io.mortise.runtime.connector;

import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.auth.SigningKey;
import io.mortise.runtime.auth.UnusableAuth;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one set of JSON values as the fields of a method, collecting everything that is wrong. */
final class FieldReader {
  private static final int MAX_ENTRIES = 100;
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,29}");

  private final AuthMethod method;
  private final Set<String> kept;
  private final Map<String, FieldValue> values = new LinkedHashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  FieldReader(AuthMethod method, Set<String> kept) {
    this.method = method;
    this.kept = kept;
  }

  FieldReading read(Map<String, ?> json) {
    for (var name : json.keySet()) {
      if (method.field(name).isEmpty()) {
        error(pointerTo(name), "Unknown field.");
      }
    }
    for (var field : method.fields()) {
      readField(field, json.get(field.name()));
    }
    var fields = new Fields(values);
    if (errors.isEmpty()) {
      errors.addAll(DestinationCheck.errors(method, fields));
      checkApplied(fields);
    }
    return new FieldReading(fields, errors);
  }

  private void readField(Field field, @Nullable Object given) {
    boolean visible = isVisible(field);
    if (given == null || isBlank(given)) {
      if (visible) {
        absent(field);
      }
    } else if (visible) {
      present(field, given);
    } else {
      error(
          pointer(field), field.label() + " does not apply with these values of the other fields.");
    }
  }

  private static boolean isBlank(Object given) {
    return given instanceof String text && text.isBlank();
  }

  private void absent(Field field) {
    var byDefault = field.defaultValue();
    if (byDefault != null) {
      values.put(field.name(), new FieldValue.Text(byDefault));
    } else if (field.required() && !(field.secret() && kept.contains(field.name()))) {
      error(pointer(field), field.label() + " is required.");
    }
  }

  private void present(Field field, Object given) {
    var value =
        switch (field.kind()) {
          case TEXT, MULTILINE -> given instanceof String text ? text(field, text) : null;
          case BOOLEAN -> bool(given);
          case NUMBER -> number(field, given);
          case LIST -> list(field, given);
          case MAP -> given instanceof Map<?, ?> map ? map(field, map) : null;
        };
    if (value != null) {
      values.put(field.name(), value);
    } else if (errors.stream().noneMatch(found -> found.pointer().startsWith(pointer(field)))) {
      error(pointer(field), field.label() + " must be " + kindName(field.kind()) + ".");
    }
  }

  private @Nullable FieldValue text(Field field, String given) {
    var text = field.keepsOuterSpaces() ? given : given.strip();
    var flaw = FieldRules.flaw(field, text);
    if (flaw.isPresent()) {
      error(pointer(field), flaw.get());
      return null;
    }
    return field.secret() ? new FieldValue.Hidden(Secret.of(text)) : new FieldValue.Text(text);
  }

  private static @Nullable FieldValue bool(Object given) {
    var text = given.toString();
    boolean fits = given instanceof Boolean || given instanceof String;
    return fits && (text.equals("true") || text.equals("false")) ? new FieldValue.Text(text) : null;
  }

  private @Nullable FieldValue number(Field field, Object given) {
    boolean fits = given instanceof Number || given instanceof String;
    var text = given.toString().strip();
    return fits && text.length() <= 20 && FieldRules.NUMBER.matches(text)
        ? text(field, text)
        : null;
  }

  /** A list may also be given as one text, separated by spaces. */
  private @Nullable FieldValue list(Field field, Object given) {
    return switch (given) {
      case List<?> list -> entries(field, list);
      case String text -> entries(field, List.of(text.strip().split("\\s+", -1)));
      default -> null;
    };
  }

  private @Nullable FieldValue entries(Field field, List<?> given) {
    if (given.size() > MAX_ENTRIES || (given.isEmpty() && field.required())) {
      error(pointer(field), field.label() + " must have 1 to " + MAX_ENTRIES + " entries.");
      return null;
    }
    var lines = new ArrayList<String>();
    for (int i = 0; i < given.size(); i++) {
      var place = pointer(field) + "/" + i;
      if (!(given.get(i) instanceof String line) || line.isBlank()) {
        error(place, "Each entry must be text.");
        continue;
      }
      FieldRules.flaw(field, line.strip())
          .ifPresentOrElse(detail -> error(place, detail), () -> lines.add(line.strip()));
    }
    return lines.size() == given.size() ? new FieldValue.Lines(lines) : null;
  }

  private @Nullable FieldValue map(Field field, Map<?, ?> given) {
    if (given.size() > MAX_ENTRIES || (given.isEmpty() && field.required())) {
      error(pointer(field), field.label() + " must have 1 to " + MAX_ENTRIES + " entries.");
      return null;
    }
    var secrets = new LinkedHashMap<String, Secret>();
    var notSecret = new LinkedHashMap<String, String>();
    given.forEach(
        (name, value) ->
            entry(field, String.valueOf(name), value)
                .ifPresent(
                    entry -> {
                      if (entry.secret()) {
                        secrets.put(String.valueOf(name), Secret.of(entry.value()));
                      } else {
                        notSecret.put(String.valueOf(name), entry.value());
                      }
                    }));
    return secrets.size() + notSecret.size() == given.size()
        ? new FieldValue.HiddenMap(secrets, notSecret)
        : null;
  }

  private Optional<MapEntry> entry(Field field, String name, @Nullable Object value) {
    var place = pointer(field) + "/" + escaped(name);
    var entry = MapEntry.of(value).filter(found -> !found.value().isBlank());
    // A header's value neither begins nor ends with white space (RFC 9110 §5.5).
    entry = entry.map(found -> new MapEntry(found.value().strip(), found.secret()));
    if (!HeaderRules.usableName(name)) {
      error(place, "A credential cannot set a header with this name.");
      return Optional.empty();
    }
    if (entry.isEmpty()) {
      error(place, "Each entry must be text, or an object with \"value\" and \"secret\".");
      return Optional.empty();
    }
    var flaw = FieldRules.flaw(field, entry.get().value());
    flaw.ifPresent(detail -> error(place, detail));
    return flaw.isPresent() ? Optional.empty() : entry;
  }

  private boolean isVisible(Field field) {
    var condition = field.visibleWhen();
    return condition == null
        || (values.get(condition.field()) instanceof FieldValue.Text text
            && condition.values().contains(text.value()));
  }

  /** Checks that valid fields can also be put on a request. */
  private void checkApplied(Fields fields) {
    if (errors.isEmpty()) {
      try {
        method.scheme().requireUsable(fields);
      } catch (UnusableAuth e) {
        error("/fields", e.detail());
      }
      checkSigningKey(fields);
    }
  }

  private void checkSigningKey(Fields fields) {
    if (method.oauth().isEmpty()) {
      return;
    }
    fields
        .secret(OAuthGrant.PRIVATE_KEY)
        .ifPresent(
            pem -> {
              try {
                SigningKey.read(pem);
              } catch (UnusableAuth e) {
                error("/fields/" + OAuthGrant.PRIVATE_KEY, e.detail());
              }
            });
  }

  private void error(String pointer, String detail) {
    errors.add(new FieldError(pointer, detail));
  }

  private static String pointer(Field field) {
    return "/fields/" + field.name();
  }

  /** A malformed name may be a secret in the wrong place, so it is not repeated. */
  private static String pointerTo(String unknown) {
    return FIELD_NAME.matcher(unknown).matches() ? "/fields/" + unknown : "/fields";
  }

  private static String escaped(String name) {
    var printable = name.length() > 60 ? name.substring(0, 60) : name;
    return printable.replaceAll("[^ -\\x7e]", "?").replace("~", "~0").replace("/", "~1");
  }

  private static String kindName(Field.Kind kind) {
    return switch (kind) {
      case TEXT, MULTILINE -> "text";
      case LIST -> "a list of texts";
      case MAP -> "an object of texts";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
    };
  }
}
