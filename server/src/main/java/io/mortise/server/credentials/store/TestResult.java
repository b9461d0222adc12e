package io.mortise.server.credentials.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.probe.ProbeResult;
import io.mortise.runtime.probe.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a test showed, as the wire has it. Nothing in it is in the service's own words but the
 * identity.
 *
 * @param latencyMillis how long the service took to answer; absent if it did not answer
 * @param inconclusive true where the test failed without saying anything about the credential,
 *     because Mortise's own network may be at fault; then nothing of it is stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestResult(
    boolean ok,
    @Schema(implementation = Reason.class) @Nullable String reason,
    String message,
    @Nullable String remedy,
    @Nullable Integer httpStatus,
    @Nullable String identity,
    @Nullable Long latencyMillis,
    @Nullable String statusPage,
    @Nullable Boolean inconclusive) {
  private static final Set<String> OF_THE_SECRET =
      Stream.of(Reason.UNAUTHORIZED, Reason.EXPIRED, Reason.REVOKED)
          .map(Reason::wire)
          .collect(Collectors.toUnmodifiableSet());

  public static TestResult of(ProbeResult probe, Connector connector) {
    return new TestResult(
        probe.ok(),
        probe.reason() == null ? null : probe.reason().wire(),
        probe.message(),
        probe.remedy(),
        probe.httpStatus(),
        probe.identity(),
        probe.latency() == null ? null : probe.latency().toMillis(),
        probe.ok() || probe.inconclusive() ? null : connector.presentation().statusPage(),
        probe.inconclusive() ? true : null);
  }

  /**
   * Reads a result as some release stored it: members that this one does not know are ignored;
   * empty where it is no result at all.
   */
  static Optional<TestResult> ofStored(JsonMapper json, String stored) {
    try {
      JsonNode test = json.readTree(stored);
      if (!test.path("ok").isBoolean() || !test.path("message").isString()) {
        return Optional.empty();
      }
      return Optional.of(
          new TestResult(
              test.path("ok").booleanValue(),
              text(test, "reason"),
              test.path("message").stringValue(),
              text(test, "remedy"),
              test.path("httpStatus").canConvertToInt() ? test.path("httpStatus").intValue() : null,
              text(test, "identity"),
              test.path("latencyMillis").canConvertToLong()
                  ? Long.valueOf(test.path("latencyMillis").longValue())
                  : null,
              text(test, "statusPage"),
              null));
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(JsonNode test, String name) {
    return test.path(name).isString() ? test.path(name).stringValue() : null;
  }

  /** Whether it says nothing about the credential. */
  public boolean saysNothing() {
    return Boolean.TRUE.equals(inconclusive);
  }

  /** The same result with one more sentence in its message. */
  public TestResult saying(String sentence) {
    return new TestResult(
        ok,
        reason,
        message + " " + sentence,
        remedy,
        httpStatus,
        identity,
        latencyMillis,
        statusPage,
        inconclusive);
  }

  /** Whether the service would take another secret. */
  boolean blamesSecret() {
    return !ok && reason != null && OF_THE_SECRET.contains(reason);
  }

  /** Whether the credential itself is at fault; a busy service says nothing about it. */
  boolean blamesCredential() {
    return !ok && !"rate_limited".equals(reason);
  }
}
