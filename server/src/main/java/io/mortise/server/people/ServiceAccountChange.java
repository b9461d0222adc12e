package io.mortise.server.people;

import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /service-accounts/{id}}: only what is in it changes. */
final class ServiceAccountChange {
  static final int MAX_NOTES = 2_000;
  private static final Set<String> KNOWN = Set.of("name", "role", "notes");

  /** What a body may hold, all of it optional. */
  @Schema(name = "ChangedServiceAccount")
  record Members(@Nullable String name, @Nullable String role, @Nullable String notes) {}

  private final Map<String, Object> body;

  ServiceAccountChange(Map<String, Object> body) {
    this.body = body;
    var check = new RequestCheck();
    var unknown = new TreeSet<>(body.keySet());
    unknown.removeAll(KNOWN);
    unknown.forEach(
        name ->
            check.add(
                "/" + (name.matches("[A-Za-z0-9]{1,30}") ? name : "?"),
                "A service account has no such field to change."));
    check.done();
  }

  ServiceAccount over(ServiceAccount before) {
    var check = new RequestCheck();
    String name = body.containsKey("name") ? check.name("/name", text("name")) : before.name();
    String notes = body.containsKey("notes") ? notes(check, text("notes")) : before.notes();
    check.done();
    var role =
        body.containsKey("role")
            ? ServiceAccountRole.parse(text("role"), before.workspace().isPresent())
            : before.role();
    return new ServiceAccount(
        before.id(), name, before.workspace(), role, notes, before.createdAt(), before.version());
  }

  /** Names of the fields that differ, for the audit log. */
  static String names(ServiceAccount before, ServiceAccount after) {
    var names = new TreeSet<String>();
    if (!after.name().equals(before.name())) {
      names.add("name");
    }
    if (after.role() != before.role()) {
      names.add("role");
    }
    if (!after.notes().equals(before.notes())) {
      names.add("notes");
    }
    return String.join(" ", names);
  }

  static String notes(RequestCheck check, @Nullable String notes) {
    return notes == null || notes.isBlank() ? "" : check.text("/notes", notes, MAX_NOTES);
  }

  private @Nullable String text(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new InvalidRequest("/" + name, name + " must be a string.");
    };
  }
}
