package io.mortise.server.apikeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.audit.Outcome;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.OneTimeValue;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as people see it.
 *
 * @param prefix how its token begins; null for tokens that are older than prefixes
 * @param workspaces null where it reaches all of its owner's; empty where that cannot be read
 * @param flows null where it may run any; empty where that cannot be read
 * @param damaged whether its limits or scopes cannot be read, so that it is refused everywhere
 * @param serviceAccount whose key it is; null where it is the creator's own
 * @param uses of credentials in the last 30 days, successful or not
 * @param oldTokenUntil until when the token before the last rotation works too
 * @param lastUse only where a single key is read
 * @param token only where it was made just now
 */
record ApiKeyView(
    String id,
    String name,
    @Nullable String prefix,
    @ArraySchema(schema = @Schema(implementation = ApiKeyScope.class)) List<String> scopes,
    @Nullable List<Named> workspaces,
    @Nullable List<String> flows,
    boolean damaged,
    @Nullable Instant expiresAt,
    long uses,
    @Nullable Instant lastUsedAt,
    @Nullable Instant oldTokenUntil,
    Instant createdAt,
    Named createdBy,
    @Nullable Named serviceAccount,
    long version,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LastUse lastUse,
    @Schema(implementation = String.class) @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable OneTimeValue token) {

  /**
   * The last time that the key was used on a credential.
   *
   * @param credential null where the key may not know of it, or where there is none
   */
  @Schema(name = "ApiKeyLastUse")
  record LastUse(
      Instant at,
      @Nullable Named credential,
      @Schema(implementation = Outcome.class) String outcome,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {}

  ApiKeyView withToken(String made) {
    return with(lastUse, new OneTimeValue(made));
  }

  ApiKeyView withLastUse(LastUse last) {
    return with(last, token);
  }

  private ApiKeyView with(@Nullable LastUse last, @Nullable OneTimeValue made) {
    return new ApiKeyView(
        id,
        name,
        prefix,
        scopes,
        workspaces,
        flows,
        damaged,
        expiresAt,
        uses,
        lastUsedAt,
        oldTokenUntil,
        createdAt,
        createdBy,
        serviceAccount,
        version,
        last,
        made);
  }

  @Override
  public String toString() {
    return "ApiKeyView[" + id + "]";
  }
}
