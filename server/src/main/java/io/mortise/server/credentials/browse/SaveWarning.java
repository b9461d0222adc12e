package io.mortise.server.credentials.browse;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.mask.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A notice about a credential that was saved nevertheless. */
record SaveWarning(String code, String pointer, String detail) {

  /** About the values that were entered; about none that were saved before. */
  static List<SaveWarning> of(AuthMethod method, Map<?, ?> entered) {
    var warnings = new ArrayList<SaveWarning>();
    for (Field field : method.fields()) {
      if (field.secret()) {
        add(warnings, field, "/fields/" + field.name(), entered.get(field.name()));
      }
    }
    return warnings;
  }

  private static void add(
      List<SaveWarning> warnings, Field field, String pointer, @Nullable Object entered) {
    switch (entered) {
      case String secret when !secret.isBlank() -> addOf(warnings, field, pointer, secret);
      case Map<?, ?> map ->
          map.forEach(
              (name, value) ->
                  add(
                      warnings,
                      field,
                      pointer + "/" + escaped(String.valueOf(name)),
                      secretOf(value)));
      case null, default -> {}
    }
  }

  private static void addOf(
      List<SaveWarning> warnings, Field field, String pointer, String secret) {
    String saved = field.keepsOuterSpaces() ? secret : secret.strip();
    if (!saved.equals(secret)) {
      warnings.add(spacesRemoved(pointer));
    }
    if (Masker.tooShort(saved)) {
      warnings.add(tooShort(pointer));
    }
  }

  /** Of an entry of a map, which may say that it is not secret. */
  private static @Nullable Object secretOf(@Nullable Object entry) {
    return entry instanceof Map<?, ?> members
        ? Boolean.FALSE.equals(members.get("secret")) ? null : members.get("value")
        : entry;
  }

  private static SaveWarning spacesRemoved(String pointer) {
    return new SaveWarning(
        "spaces_removed", pointer, "Spaces or line breaks around this value were removed.");
  }

  private static SaveWarning tooShort(String pointer) {
    return new SaveWarning(
        "too_short_to_mask",
        pointer,
        "This value is so short that it is not masked in the bodies of the service's answers,"
            + " because ordinary data would be masked with it. Use at least 6 characters, or 10"
            + " if all are digits.");
  }

  /** RFC 6901. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
