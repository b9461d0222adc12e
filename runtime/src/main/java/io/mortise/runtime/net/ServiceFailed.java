package io.mortise.runtime.net;

import io.mortise.runtime.problem.Problem;
import java.util.Locale;
import java.util.Map;

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

  public ServiceFailed(Failure failure, String detail) {
    super("service_failed", 502, detail);
    this.failure = failure;
  }

  public ServiceFailed(Failure failure, String detail, Throwable cause) {
    super("service_failed", 502, detail, cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("failure", failure.name().toLowerCase(Locale.ROOT));
  }
}
