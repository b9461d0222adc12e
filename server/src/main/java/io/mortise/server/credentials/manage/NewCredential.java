package io.mortise.server.credentials.manage;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.mortise.server.access.CredentialScope;
import io.mortise.server.credentials.store.Environment;
import io.mortise.server.kernel.InvalidRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /credentials}. Field values may be secrets.
 *
 * @param rotateEveryDays absent: 90 for static secrets; null in the body, which arrives as a node
 *     of its own: never
 * @param oauthHandoff the hand-off by which a person has connected an account
 * @param app the OAuth app whose client is used; absent where the client is among the fields, and
 *     with a hand-off
 * @param verify absent: true
 */
public record NewCredential(
    @Schema(requiredMode = REQUIRED) @Nullable String connector,
    @Schema(requiredMode = REQUIRED) @Nullable String method,
    @Nullable String name,
    @Schema(implementation = CredentialScope.Kind.class) @Nullable String scope,
    @Nullable String workspace,
    @Nullable Map<String, Object> fields,
    @Nullable String notes,
    @Schema(implementation = Environment.class) @Nullable String environment,
    @Nullable List<String> tags,
    @Nullable Instant expiresAt,
    @Schema(implementation = Integer.class) @Nullable JsonNode rotateEveryDays,
    @Nullable String oauthHandoff,
    @Nullable String app,
    @Nullable Boolean verify) {
  private static final int DEFAULT_REMINDER_DAYS = 90;

  String connectorId() {
    return required("/connector", connector);
  }

  String methodId() {
    return required("/method", method);
  }

  Map<String, Object> fieldsOrNone() {
    return fields == null ? Map.of() : fields;
  }

  boolean verifies() {
    return verify == null || verify;
  }

  @Nullable Integer reminder(boolean staticSecret) {
    if (rotateEveryDays != null && !rotateEveryDays.isMissingNode()) {
      return days(rotateEveryDays);
    }
    return staticSecret ? DEFAULT_REMINDER_DAYS : null;
  }

  @Override
  public String toString() {
    return "NewCredential[" + connector + ", " + method + "]";
  }

  private static @Nullable Integer days(JsonNode given) {
    if (given.isNull()) {
      return null;
    }
    if (!given.canConvertToInt() || !given.isIntegralNumber()) {
      throw new InvalidRequest(
          "/rotateEveryDays", "rotateEveryDays must be a whole number or null.");
    }
    return given.intValue();
  }

  private static String required(String pointer, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidRequest(pointer, pointer.substring(1) + " is missing.");
    }
    return value;
  }
}
