package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.credentials.store.CredentialRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A map of named values edited entry by entry: a given entry is set, null removes one, and absent
 * ones stay.
 *
 * @param given what was entered, still to be checked
 * @param kept what stays of the stored map
 */
record MapEdit(Map<String, Object> given, FieldValue.HiddenMap kept, boolean changesSecrets) {

  /**
   * Lays entries over a stored map.
   *
   * @throws CredentialRefused if a stored secret is to become not secret without being entered:
   *     that would show it
   */
  static MapEdit of(String field, FieldValue.HiddenMap stored, Map<?, ?> entered) {
    var given = new LinkedHashMap<String, Object>();
    var touched = new TreeSet<String>();
    entered.forEach(
        (name, value) -> {
          touched.add(normalized(name));
          if (value != null) {
            given.put(String.valueOf(name), value);
          }
        });
    given.forEach((name, value) -> requireValue(field, stored, name, value));
    var secrets = without(stored.entries(), touched);
    boolean changesSecrets =
        secrets.size() < stored.entries().size()
            || given.values().stream().anyMatch(MapEdit::secret);
    return new MapEdit(
        given,
        new FieldValue.HiddenMap(secrets, without(stored.notSecret(), touched)),
        changesSecrets);
  }

  private static void requireValue(
      String field, FieldValue.HiddenMap stored, String name, Object value) {
    boolean unmarks =
        value instanceof Map<?, ?> members
            && Boolean.FALSE.equals(members.get("secret"))
            && members.get("value") == null;
    boolean isSecret =
        stored.entries().keySet().stream()
            .anyMatch(one -> normalized(one).equals(normalized(name)));
    if (unmarks && isSecret) {
      throw CredentialRefused.secretRequired(List.of(field + "/" + name));
    }
  }

  private static boolean secret(Object value) {
    return !(value instanceof Map<?, ?> members && Boolean.FALSE.equals(members.get("secret")));
  }

  /** Header names ignore case. */
  private static String normalized(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  private static <T> Map<String, T> without(Map<String, T> entries, Set<String> names) {
    return entries.entrySet().stream()
        .filter(entry -> !names.contains(normalized(entry.getKey())))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  /** What stays, with what was read of the given entries. */
  FieldValue.HiddenMap with(@Nullable FieldValue read) {
    var entries = new LinkedHashMap<String, Secret>(kept.entries());
    var notSecret = new LinkedHashMap<String, String>(kept.notSecret());
    if (read instanceof FieldValue.HiddenMap map) {
      entries.putAll(map.entries());
      notSecret.putAll(map.notSecret());
    }
    return new FieldValue.HiddenMap(entries, notSecret);
  }

  /** Whether a stored secret stays. */
  boolean keepsSecrets() {
    return !kept.entries().isEmpty();
  }
}
