package io.mortise.runtime.net;

import io.mortise.runtime.problem.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that brought no answer. Says why, never in the service's words. */
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
   * @param what what is wrong
   * @param advice what to do; together they are the detail
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

  /** What is wrong, without what to do. */
  public String what() {
    return what;
  }

  /** What to do; empty if the failure alone does not tell. */
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
