package io.mortise.server.credentials.apps;

import io.mortise.runtime.connector.OAuthAppForm;
import io.mortise.runtime.connector.oauth.OAuthGrant;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.RequestCheck;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /oauth/apps/{id}}: only what is in it changes. */
final class OAuthAppChange {
  private static final String FIELDS = "fields";
  private static final String EXPIRY = "clientSecretExpiresAt";
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          OAuthGrant.CLIENT_ID,
          OAuthGrant.AUTHENTICATION,
          OAuthGrant.CLIENT_SECRET,
          OAuthGrant.PRIVATE_KEY,
          OAuthGrant.KEY_ID,
          FIELDS,
          EXPIRY);

  /** What a body may hold, all of it optional. */
  @Schema(name = "ChangedOAuthApp")
  record Members(
      @Nullable String name,
      @Nullable String clientId,
      @Nullable String authentication,
      @Nullable String clientSecret,
      @Nullable String privateKey,
      @Nullable String keyId,
      @Nullable Map<String, Object> fields,
      @Nullable Instant clientSecretExpiresAt) {
    @Override
    public String toString() {
      return "Members[" + name + "]";
    }
  }

  private final Map<String, Object> body;

  OAuthAppChange(Map<String, Object> body) {
    this.body = body;
    var check = new RequestCheck();
    var unknown = new TreeSet<>(body.keySet());
    unknown.removeAll(KNOWN);
    unknown.forEach(
        name ->
            check.add(
                "/" + (name.matches("[A-Za-z0-9]{1,30}") ? name : "?"),
                "An OAuth app has no such field to change."));
    check.done();
  }

  String nameOr(String before) {
    if (!body.containsKey("name")) {
      return before;
    }
    var check = new RequestCheck();
    String name = check.name("/name", text("name"));
    check.done();
    return name;
  }

  boolean hasSecret() {
    return !secrets().isEmpty();
  }

  Map<String, Object> secrets() {
    var secrets = new LinkedHashMap<String, Object>();
    for (String name : List.of(OAuthGrant.CLIENT_SECRET, OAuthGrant.PRIVATE_KEY)) {
      String secret = text(name);
      if (secret != null && !secret.isBlank()) {
        secrets.put(name, secret);
      }
    }
    return secrets;
  }

  /** The public values after the change. */
  Map<String, Object> over(OAuthApp before) {
    var values = new LinkedHashMap<>(before.publicFields());
    for (String name :
        List.of(OAuthGrant.CLIENT_ID, OAuthGrant.AUTHENTICATION, OAuthGrant.KEY_ID)) {
      String value = text(name);
      if (value != null) {
        values.put(name, value);
      } else if (body.containsKey(name)) {
        values.remove(name);
      }
    }
    var changed = fields();
    if (changed.containsKey(OAuthGrant.ISSUER)) {
      // Another server has other addresses.
      before.publicFields().keySet().stream()
          .filter(name -> !OAuthAppForm.isOfClient(name))
          .forEach(values::remove);
    }
    changed.forEach(
        (name, value) -> {
          if (OAuthAppForm.isOfClient(name)) {
            throw new InvalidRequest("/fields/" + name, name + " stands beside fields, not in it.");
          }
          if (value == null) {
            values.remove(name);
          } else {
            values.put(name, value);
          }
        });
    return values;
  }

  boolean hasSecretExpiry() {
    return body.containsKey(EXPIRY);
  }

  @Nullable Instant secretExpiresAt() {
    String text = text(EXPIRY);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidRequest(
          "/" + EXPIRY, EXPIRY + " must be a time such as 2026-12-31T00:00:00Z.");
    }
  }

  private Map<String, @Nullable Object> fields() {
    return switch (body.get(FIELDS)) {
      case null -> Map.of();
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
        yield fields;
      }
      default -> throw new InvalidRequest("/fields", "fields must be an object.");
    };
  }

  private @Nullable String text(String name) {
    return switch (body.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new InvalidRequest("/" + name, name + " must be a string.");
    };
  }
}
