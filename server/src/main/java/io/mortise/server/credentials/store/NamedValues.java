package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a row holds of a map whose values may be secret: the names of all, and the values of those
 * that are not.
 */
public final class NamedValues {
  private static final String VALUE = "value";
  private static final String SECRET = "secret";

  private NamedValues() {}

  public static Map<String, Object> stored(FieldValue.HiddenMap map) {
    var stored = new LinkedHashMap<String, Object>();
    map.notSecret().forEach((name, value) -> stored.put(name, Map.of(VALUE, value, SECRET, false)));
    map.entries().keySet().forEach(name -> stored.put(name, Map.of(SECRET, true)));
    return stored;
  }

  /**
   * The public fields with the values that are not secret, in the form in which they are entered.
   */
  public static Map<String, Object> shown(Map<String, Object> publicFields) {
    var shown = new LinkedHashMap<String, Object>();
    publicFields.forEach(
        (field, value) -> {
          if (value instanceof Map<?, ?> map) {
            var notSecret = new LinkedHashMap<Object, Object>(map);
            notSecret.values().removeIf(NamedValues::isSecret);
            if (!notSecret.isEmpty()) {
              shown.put(field, notSecret);
            }
          } else {
            shown.put(field, value);
          }
        });
    return shown;
  }

  /** The names of the secret values of one field. */
  public static List<String> secretNames(Object stored) {
    var names = new ArrayList<String>();
    if (stored instanceof Map<?, ?> map) {
      map.forEach(
          (name, entry) -> {
            if (isSecret(entry)) {
              names.add(String.valueOf(name));
            }
          });
    }
    return names;
  }

  private static boolean isSecret(Object entry) {
    return !(entry instanceof Map<?, ?> members && members.containsKey(VALUE));
  }
}
