package io.mortise.runtime.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test. Only {@code identity} is in the service's own words.
 *
 * @param identity the account at the service that the secret belongs to
 * @param inconclusive whether the test failed without saying anything about the credential, because
 *     Mortise's own network may be at fault
 * @param latency how long the service took to answer; null if it did not answer
 */
public record ProbeResult(
    boolean ok,
    @Nullable Reason reason,
    String message,
    @Nullable String remedy,
    @Nullable Integer httpStatus,
    @Nullable String identity,
    boolean inconclusive,
    @Nullable Duration latency) {}
