package io.mortise.runtime.credential;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of one field of a credential. Only the hidden kinds hold secrets, and their text form
 * shows none.
 */
public sealed interface FieldValue {
  record Text(String value) implements FieldValue {}

  record Lines(List<String> values) implements FieldValue {
    public Lines {
      values = List.copyOf(values);
    }
  }

  record Hidden(Secret secret) implements FieldValue {}

  /** Named secrets, such as a set of request headers; names are public, values are not. */
  record HiddenMap(Map<String, Secret> entries) implements FieldValue {
    public HiddenMap {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
