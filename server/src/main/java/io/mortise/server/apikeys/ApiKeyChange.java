package io.mortise.server.apikeys;

import io.mortise.server.access.KeyLimits;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /api-keys/{id}}: only what is in it changes. Null would clear a limit,
 * which only a key without that limit can be told, because a change never widens a key.
 */
final class ApiKeyChange {
  private static final Set<String> KNOWN = Set.of("name", "expiresAt", "workspaces", "flows");

  /** What a body may hold, all of it optional. */
  @Schema(name = "ChangedApiKey")
  record Members(
      @Nullable String name,
      @Nullable Instant expiresAt,
      @Nullable List<String> workspaces,
      @Nullable List<String> flows) {}

  private final Map<String, Object> body;

  ApiKeyChange(Map<String, Object> body) {
    this.body = new LinkedHashMap<>(body);
    var check = new RequestCheck();
    var unknown = new TreeSet<>(body.keySet());
    unknown.removeAll(KNOWN);
    unknown.forEach(name -> check.add(pointer(name), "An API key has no such field to change."));
    check.done();
  }

  String name(String before) {
    if (!body.containsKey("name")) {
      return before;
    }
    var check = new RequestCheck();
    String name = check.name("/name", text("name"));
    check.done();
    return name;
  }

  /**
   * @param now a new time has to lie after it
   */
  @Nullable Instant expiresAt(@Nullable Instant before, Instant now) {
    if (!body.containsKey("expiresAt")) {
      return before;
    }
    Instant wanted = time();
    if (wanted != null && !wanted.equals(before) && !wanted.isAfter(now)) {
      throw new InvalidRequest("/expiresAt", "expiresAt must be in the future.");
    }
    if (before != null && (wanted == null || wanted.isAfter(before))) {
      throw wider("expiresAt");
    }
    return wanted;
  }

  /** The limits after the change, which are no wider than before. */
  KeyLimits limits(KeyLimits before) {
    var wanted =
        new KeyLimits(
            body.containsKey("workspaces")
                ? ApiKeyLimits.workspaces(texts("workspaces"))
                : before.workspaces(),
            body.containsKey("flows") ? ApiKeyLimits.flows(texts("flows")) : before.flows());
    before
        .widenedBy(wanted)
        .ifPresent(
            limit -> {
              throw wider(limit);
            });
    return wanted;
  }

  private @Nullable Instant time() {
    String text = text("expiresAt");
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRequest(
          "/expiresAt", "expiresAt must be a time such as 2027-01-31T12:00:00Z.");
    }
  }

  private @Nullable String text(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new InvalidRequest("/" + name, name + " must be a string.");
    };
  }

  private @Nullable List<String> texts(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw new InvalidRequest("/" + name, name + " must be a list of strings.");
    };
  }

  private static InvalidRequest wider(String name) {
    return new InvalidRequest(
        "/" + name,
        "A change can only narrow an API key. Create another key if it has to do more.");
  }

  /** A name that looks like none may be a secret in the wrong place, so it is not repeated. */
  private static String pointer(String name) {
    return "/" + (name.matches("[A-Za-z0-9]{1,30}") ? name : "?");
  }
}
