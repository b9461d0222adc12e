package io.mortise.runtime.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.runtime.connector.InputTemplate;
import io.mortise.runtime.connector.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the body of an operation's request. */
final class BodyWriter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Function<String, Optional<Object>> values;

  private BodyWriter(Function<String, Optional<Object>> values) {
    this.values = values;
  }

  /**
   * A body ready to be sent.
   *
   * @param type for the header {@code Content-Type}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Written(String type, byte[] bytes) {}

  /** Empty if the request has no body. */
  static Optional<Written> write(
      Operation.Body body,
      Function<String, Optional<Object>> values,
      RequestFiller.@Nullable Page page) {
    var content = body.content();
    if (content == null) {
      return Optional.empty();
    }
    var filled = new BodyWriter(values).filled(content).map(value -> paged(value, page));
    return switch (body.type()) {
      case JSON ->
          filled.map(value -> new Written("application/json", JSON.writeValueAsBytes(value)));
      case FORM ->
          filled.map(
              value ->
                  new Written("application/x-www-form-urlencoded", form(value).getBytes(UTF_8)));
      case TEXT ->
          filled.map(
              value -> new Written("text/plain; charset=utf-8", text(value).getBytes(UTF_8)));
    };
  }

  /** Returns a scalar unchanged, and anything else as JSON. */
  static String text(@Nullable Object value) {
    return value == null || value instanceof Map || value instanceof List
        ? JSON.writeValueAsString(value)
        : Texts.of(value);
  }

  private static Object paged(Object filled, RequestFiller.@Nullable Page page) {
    if (page == null || !page.parameter().inBody() || !(filled instanceof Map<?, ?> map)) {
      return filled;
    }
    var members = new LinkedHashMap<Object, Object>(map);
    members.put(page.parameter().name(), page.value());
    return members;
  }

  /** Empty if a value is absent; the top of a body is kept even if all its members are absent. */
  private Optional<Object> filled(Object content) {
    return switch (content) {
      case InputTemplate template -> filled(template);
      case Map<?, ?> map -> Optional.of(members(map));
      case List<?> list -> Optional.of(entries(list));
      default -> Optional.of(content);
    };
  }

  private Optional<Object> filled(InputTemplate template) {
    var only = template.only();
    return only.isPresent()
        ? values.apply(only.get())
        : template.fill(hole -> values.apply(hole.name()).map(BodyWriter::text)).map(text -> text);
  }

  private Map<String, Object> members(Map<?, ?> map) {
    var members = new LinkedHashMap<String, Object>();
    map.forEach(
        (name, value) -> inner(value).ifPresent(each -> members.put(name.toString(), each)));
    return members;
  }

  private List<Object> entries(List<?> list) {
    var entries = new ArrayList<Object>();
    list.forEach(value -> inner(value).ifPresent(entries::add));
    return entries;
  }

  /** Within a body, a mapping or list that has become empty is left out as well. */
  private Optional<Object> inner(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    return filled(value).filter(filled -> value instanceof InputTemplate || !isEmpty(filled));
  }

  private static boolean isEmpty(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  /** Nested values are written as {@code a[b]} and {@code a[0]}. */
  private static String form(Object value) {
    var pairs = new ArrayList<String>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> addPairs(String.valueOf(name), each, pairs));
    }
    return String.join("&", pairs);
  }

  private static void addPairs(String name, @Nullable Object value, List<String> pairs) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((inner, each) -> addPairs(name + "[" + inner + "]", each, pairs));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          addPairs(name + "[" + i + "]", list.get(i), pairs);
        }
      }
      default -> pairs.add(Texts.encoded(name) + "=" + Texts.encoded(Texts.of(value)));
    }
  }
}
