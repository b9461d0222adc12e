package io.mortise.server.credentials.store;

import io.mortise.server.kernel.Named;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an engine outside Mortise used a credential in the last 30 days.
 *
 * @param key the API key; null for uses of releases that did not count it
 * @param serviceAccount whose key it is; null for a person's
 * @param ended how the key ended, if it has: an engine that has it cannot use it any more
 * @param flow as the key's engine named it; null where it named none
 * @param uses failed ones included
 * @param lastUsedAt to within some seconds; null for uses of releases that did not note it
 */
public record EngineUse(
    @Nullable Named key,
    @Nullable Named serviceAccount,
    @Schema(allowableValues = {"key_revoked", "key_expired", "owner_deleted"})
        @Nullable String ended,
    @Nullable String flow,
    long uses,
    @Nullable Instant lastUsedAt) {}
