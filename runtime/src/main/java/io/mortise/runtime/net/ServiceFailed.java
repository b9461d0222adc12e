package io.mortise.runtime.net;

import io.mortise.runtime.problem.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call got no usable answer. The message says why, never in the service's words. */
public final class ServiceFailed extends Problem {
  /** Why there was no answer. */
  public enum Failure {
    NETWORK,
    TLS,
    TIMEOUT,
    ADDRESS_REFUSED,
    TOO_LARGE,
    REDIRECT,
    UNREADABLE
  }

  private final Failure failure;
  private final String what;
  private final @Nullable String advice;

  public ServiceFailed(Failure failure, String what) {
    super("service_failed", 502, what);
    this.failure = failure;
    this.what = what;
    this.advice = null;
  }

  /**
   * @param what the fault
   * @param advice the remedy; both together are the detail
   */
  public ServiceFailed(Failure failure, String what, String advice) {
    super("service_failed", 502, what + " " + advice);
    this.failure = failure;
    this.what = what;
    this.advice = advice;
  }

  public ServiceFailed(Failure failure, String what, Throwable cause) {
    super("service_failed", 502, what, cause);
    this.failure = failure;
    this.what = what;
    this.advice = null;
  }

  /** Returns the fault without the advice. */
  public String what() {
    return what;
  }

  /** Returns the remedy; empty if none is known. */
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }

  public Failure failure() {
    return failure;
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("failure", failure.name().toLowerCase(Locale.ROOT));
  }
}
