package io.mortise.server.credentials.refresh;

import io.mortise.runtime.credential.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opened access token.
 *
 * @param number counts the tokens of its credential
 * @param expiresAt null if the service names no lifetime
 * @param renewable whether it may be replaced now if the service refuses it
 */
public record AccessToken(
    Secret secret, int number, @Nullable Instant expiresAt, boolean renewable) {}
