package io.mortise.server.credentials.manage;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An unsaved test; with {@code credential} the secrets left blank are the saved ones. */
public record CredentialTrial(
    @Schema(requiredMode = REQUIRED) @Nullable String connector,
    @Schema(requiredMode = REQUIRED) @Nullable String method,
    @Nullable Map<String, Object> fields,
    @Nullable String credential,
    @Nullable String app) {
  @Override
  public String toString() {
    return "CredentialTrial[" + connector + "]";
  }
}
