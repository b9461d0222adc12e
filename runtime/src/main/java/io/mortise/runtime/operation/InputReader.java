package io.mortise.runtime.operation;

import io.mortise.runtime.auth.HeaderRules;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.connector.FieldError;
import io.mortise.runtime.connector.InputTemplate;
import io.mortise.runtime.connector.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the input of an operation against its declaration. */
final class InputReader {
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_IN_ADDRESS = 4_000;

  private final Operation operation;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  private InputReader(Operation operation) {
    this.operation = operation;
  }

  /**
   * The input values by name, defaults included.
   *
   * @param errors the faults; the values are complete only if there are none
   */
  record Reading(Map<String, Object> values, List<FieldError> errors) {}

  /**
   * @param given JSON values as Java maps, lists, strings, numbers and booleans
   */
  static Reading read(Operation operation, Map<String, ?> given) {
    var reader = new InputReader(operation);
    given.keySet().forEach(reader::requireKnown);
    operation.input().forEach(input -> reader.read(input, given.get(input.name())));
    reader.checkPlaces();
    return new Reading(reader.values, List.copyOf(reader.errors));
  }

  private void requireKnown(String name) {
    if (operation.input().stream().noneMatch(input -> input.name().equals(name))) {
      var names =
          operation.input().stream().map(Operation.Input::name).collect(Collectors.joining(", "));
      error(
          name,
          "Unknown input. "
              + (names.isEmpty()
                  ? "The operation takes none."
                  : "The operation takes " + names + "."));
    }
  }

  private void read(Operation.Input input, @Nullable Object given) {
    if (given != null && !(given instanceof String text && text.isBlank())) {
      present(input, given);
    } else if (input.defaultValue() != null) {
      values.put(input.name(), typed(input.defaultValue(), input.kind()));
    } else if (input.required()) {
      error(input.name(), input.name() + " is required.");
    }
  }

  private static Object typed(String byDefault, Field.Kind kind) {
    return switch (kind) {
      case NUMBER -> new BigDecimal(byDefault);
      case BOOLEAN -> Boolean.valueOf(byDefault);
      case TEXT, MULTILINE, LIST, MAP -> byDefault;
    };
  }

  private void present(Operation.Input input, Object given) {
    boolean fits =
        switch (input.kind()) {
          case TEXT, MULTILINE -> given instanceof String;
          case BOOLEAN -> given instanceof Boolean;
          case NUMBER -> given instanceof Number number && isWritable(number);
          case LIST -> given instanceof List<?> list && list.size() <= MAX_ENTRIES;
          case MAP -> given instanceof Map<?, ?> map && map.size() <= MAX_ENTRIES;
        };
    if (!fits) {
      error(input.name(), input.name() + " must be " + kindName(input.kind()) + ".");
    } else if (!isWritable(given)) {
      error(
          input.name(),
          input.name()
              + " must not contain half of a surrogate pair, or a number that is too long.");
    } else {
      values.put(input.name(), given);
    }
  }

  private static boolean isWritable(Number number) {
    return switch (number) {
      case Double value -> Double.isFinite(value);
      case Float value -> Float.isFinite(value);
      case BigInteger value -> value.bitLength() <= 4 * MAX_NUMBER_LENGTH;
      case BigDecimal value ->
          value.precision() <= MAX_NUMBER_LENGTH && Math.abs(value.scale()) <= MAX_NUMBER_LENGTH;
      default -> true;
    };
  }

  /** Whether everything in a value can be sent. */
  private static boolean isWritable(@Nullable Object value) {
    return switch (value) {
      case String text -> Texts.isWellFormed(text);
      case Number number -> isWritable(number);
      case List<?> list -> list.stream().allMatch(InputReader::isWritable);
      case Map<?, ?> map ->
          map.keySet().stream().allMatch(InputReader::isWritable)
              && map.values().stream().allMatch(InputReader::isWritable);
      case null, default -> true;
    };
  }

  /** Checks the rules that depend on the place of a value in the request. */
  private void checkPlaces() {
    var request = operation.request();
    request.path().names().forEach(this::checkInPath);
    request.query().values().forEach(template -> template.names().forEach(this::checkLength));
    request.headers().values().forEach(this::checkInHeader);
    if (request.queryInput() != null
        && values.get(request.queryInput()) instanceof Map<?, ?> parameters) {
      parameters.forEach(
          (name, value) -> checkParameter(request.queryInput(), String.valueOf(name), value));
    }
  }

  private void checkInPath(String name) {
    checkLength(name);
    var value = values.get(name);
    if (value != null && PathRules.leaves(Texts.of(value))) {
      error(name, name + " must not hold “.” or “..” as a segment of a path.");
    }
  }

  private void checkLength(String name) {
    if (values.get(name) instanceof String text && text.length() > MAX_IN_ADDRESS) {
      error(name, name + " must have at most " + MAX_IN_ADDRESS + " characters.");
    }
  }

  private void checkInHeader(InputTemplate template) {
    for (var name : template.names()) {
      var value = values.get(name);
      if (value != null && !HeaderRules.usableValue(Texts.of(value))) {
        error(name, name + " must be printable ASCII, because it is sent in a header.");
      }
    }
  }

  private void checkParameter(String input, String name, @Nullable Object value) {
    boolean scalars =
        value instanceof List<?> list
            ? list.stream().allMatch(InputReader::isScalar)
            : value == null || isScalar(value);
    if (!scalars) {
      errors.add(
          new FieldError(
              pointer(input) + "/" + escaped(name),
              "Each member must be text, a number, true or false, or a list of these."));
    }
  }

  private static boolean isScalar(@Nullable Object value) {
    return value instanceof String || value instanceof Boolean || value instanceof Number;
  }

  private void error(String name, String detail) {
    if (errors.stream().noneMatch(found -> found.pointer().equals(pointer(name)))) {
      errors.add(new FieldError(pointer(name), detail));
    }
  }

  private static String pointer(String name) {
    return "/input/" + escaped(name);
  }

  private static String escaped(String name) {
    var printable = name.length() > 60 ? name.substring(0, 60) : name;
    return printable.replaceAll("[^ -\\x7e]", "?").replace("~", "~0").replace("/", "~1");
  }

  private static String kindName(Field.Kind kind) {
    return switch (kind) {
      case TEXT, MULTILINE -> "text";
      case LIST -> "a list of at most " + MAX_ENTRIES + " entries";
      case MAP -> "an object of at most " + MAX_ENTRIES + " members";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number of at most " + MAX_NUMBER_LENGTH + " digits";
    };
  }
}
