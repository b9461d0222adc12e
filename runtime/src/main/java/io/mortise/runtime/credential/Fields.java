package io.mortise.runtime.credential;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields of one credential, public and secret, by name and in declared order. Closing wipes the
 * secrets.
 */
public final class Fields implements AutoCloseable {
  private static final Fields NONE = new Fields(Map.of());

  private final Map<String, FieldValue> values;

  public Fields(Map<String, FieldValue> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Fields none() {
    return NONE;
  }

  public Set<String> names() {
    return values.keySet();
  }

  public Map<String, FieldValue> asMap() {
    return values;
  }

  public Optional<FieldValue> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns a public text; empty if the field is absent, secret or not text. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof FieldValue.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** Returns a public list; empty if the field is absent. */
  public List<String> lines(String name) {
    return values.get(name) instanceof FieldValue.Lines lines ? lines.values() : List.of();
  }

  public Optional<Secret> secret(String name) {
    return values.get(name) instanceof FieldValue.Hidden hidden
        ? Optional.of(hidden.secret())
        : Optional.empty();
  }

  /** Returns named secrets such as headers; empty if the field is absent. */
  public Map<String, Secret> secrets(String name) {
    return values.get(name) instanceof FieldValue.HiddenMap map ? map.entries() : Map.of();
  }

  /** Returns every secret, for masking and for hashes that find duplicate secrets. */
  public List<Secret> allSecrets() {
    return values.values().stream().flatMap(Fields::secretsOf).toList();
  }

  @Override
  public void close() {
    allSecrets().forEach(Secret::close);
  }

  @Override
  public String toString() {
    return "Fields" + values.keySet();
  }

  private static Stream<Secret> secretsOf(FieldValue value) {
    return switch (value) {
      case FieldValue.Hidden hidden -> Stream.of(hidden.secret());
      case FieldValue.HiddenMap map -> map.entries().values().stream();
      case FieldValue.Text ignored -> Stream.empty();
      case FieldValue.Lines ignored -> Stream.empty();
    };
  }
}
