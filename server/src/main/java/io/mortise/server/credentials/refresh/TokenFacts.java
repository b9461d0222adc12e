package io.mortise.server.credentials.refresh;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a credential's access token; never the token.
 *
 * @param issuedAt null before the first one
 * @param expiresAt null if the service names no lifetime
 * @param refreshable whether the next one can be got without a person
 * @param grantedScopes empty if the service names none
 * @param lastError why the last attempt failed; null if it did not
 */
public record TokenFacts(
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    boolean refreshable,
    List<String> grantedScopes,
    @Nullable String lastError) {}
