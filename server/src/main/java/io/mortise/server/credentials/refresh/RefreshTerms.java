package io.mortise.server.credentials.refresh;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller accepts of a refresh.
 *
 * @param patience how long the caller waits for a token, at most
 * @param rejected the number of an access token that the service refused; null for none
 */
public record RefreshTerms(Duration patience, @Nullable Integer rejected) {}
