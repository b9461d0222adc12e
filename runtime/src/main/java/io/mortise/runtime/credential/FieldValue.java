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

  /**
   * Named values, such as a set of request headers. Names are public.
   *
   * @param entries the values that are secret
   * @param notSecret entries that a person marked as not secret
   */
  record HiddenMap(Map<String, Secret> entries, Map<String, String> notSecret)
      implements FieldValue {
    public HiddenMap {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      notSecret = Collections.unmodifiableMap(new LinkedHashMap<>(notSecret));
    }

    public int size() {
      return entries.size() + notSecret.size();
    }
  }
}
