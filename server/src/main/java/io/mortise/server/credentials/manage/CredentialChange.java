package io.mortise.server.credentials.manage;

import io.mortise.server.access.CredentialScope;
import io.mortise.server.credentials.store.Environment;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /credentials/{id}}: only what is in it changes, and null is a value. */
public final class CredentialChange {
  private static final Set<String> KNOWN =
      Arrays.stream(Members.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toUnmodifiableSet());

  /** A name that looks like none may be a secret in the wrong place, so it is not repeated. */
  private static final Pattern MEMBER_NAME = Pattern.compile("[A-Za-z0-9]{1,30}");

  /** What a body may hold, all of it optional; connector and method cannot become others. */
  @Schema(name = "ChangedCredential")
  public record Members(
      @Nullable String connector,
      @Nullable String method,
      @Nullable String name,
      @Schema(implementation = CredentialScope.Kind.class) @Nullable String scope,
      @Nullable String workspace,
      @Nullable Map<String, Object> fields,
      @Nullable String notes,
      @Schema(implementation = Environment.class) @Nullable String environment,
      @Nullable List<String> tags,
      @Nullable Instant expiresAt,
      @Nullable Integer rotateEveryDays,
      @Nullable String oauthHandoff,
      @Nullable Boolean acceptAccount,
      @Nullable Boolean verify) {}

  private final Map<String, Object> body;

  public CredentialChange(Map<String, Object> body) {
    this.body = new LinkedHashMap<>(body);
    refuseUnknown();
    verifies();
  }

  private void refuseUnknown() {
    var check = new RequestCheck();
    var unknown = new TreeSet<>(body.keySet());
    unknown.removeAll(KNOWN);
    unknown.forEach(
        name ->
            check.add(
                "/" + (MEMBER_NAME.matcher(name).matches() ? name : "?"),
                "A credential has no such field to change."));
    check.done();
  }

  boolean has(String name) {
    return body.containsKey(name);
  }

  /** The text given, or {@code before} where it is not mentioned. */
  @Nullable String text(String name, @Nullable String before) {
    return has(name) ? textOf(name) : before;
  }

  List<String> texts(String name, List<String> before) {
    if (!has(name)) {
      return before;
    }
    return switch (body.get(name)) {
      case null -> List.of();
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw new InvalidRequest("/" + name, name + " is a list of texts.");
    };
  }

  @Nullable Instant instant(String name, @Nullable Instant before) {
    if (!has(name)) {
      return before;
    }
    String text = textOf(name);
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRequest("/" + name, name + " is a time such as 2027-01-31T12:00:00Z.");
    }
  }

  @Nullable Integer number(String name, @Nullable Integer before) {
    if (!has(name)) {
      return before;
    }
    return switch (body.get(name)) {
      case null -> null;
      case Integer number -> number;
      default -> throw new InvalidRequest("/" + name, name + " must be a whole number or null.");
    };
  }

  Map<String, Object> fields() {
    return switch (body.get("fields")) {
      case null -> Map.of();
      case Map<?, ?> map -> copy(map);
      default -> throw new InvalidRequest("/fields", "fields is an object.");
    };
  }

  boolean verifies() {
    return flag("verify", true);
  }

  /** Whether another account than before is meant. */
  boolean acceptsAccount() {
    return flag("acceptAccount", false);
  }

  /** The hand-off by which a person has connected the account again; null for none. */
  public @Nullable String handoff() {
    return text("oauthHandoff", null);
  }

  private boolean flag(String name, boolean absent) {
    return switch (body.get(name)) {
      case null -> absent;
      case Boolean flag -> flag;
      default -> throw new InvalidRequest("/" + name, name + " is true or false.");
    };
  }

  @Override
  public String toString() {
    return "CredentialChange" + body.keySet();
  }

  private @Nullable String textOf(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new InvalidRequest("/" + name, name + " must be a string.");
    };
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}
