package io.mortise.runtime.connector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One value of a map as it is entered: {@code "v"}, which is secret, or {@code
 * {"value":"v","secret":false}}.
 */
record MapEntry(String value, boolean secret) {
  private static final Set<String> MEMBERS = Set.of("value", "secret");

  /** Empty if it has neither of the two forms. */
  static Optional<MapEntry> of(@Nullable Object given) {
    if (given instanceof String text) {
      return Optional.of(new MapEntry(text, true));
    }
    if (given instanceof Map<?, ?> members
        && MEMBERS.containsAll(members.keySet())
        && members.get("value") instanceof String text) {
      Object secret = members.containsKey("secret") ? members.get("secret") : Boolean.TRUE;
      return secret instanceof Boolean marked
          ? Optional.of(new MapEntry(text, marked))
          : Optional.empty();
    }
    return Optional.empty();
  }
}
