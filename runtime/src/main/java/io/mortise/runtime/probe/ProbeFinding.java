package io.mortise.runtime.probe;

import io.mortise.runtime.net.ServiceFailed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test, without its duration.
 *
 * @param inconclusive whether the failure says nothing about the credential
 */
public record ProbeFinding(
    @Nullable Reason reason,
    String message,
    @Nullable String remedy,
    @Nullable Integer status,
    @Nullable String identity,
    boolean inconclusive) {
  public ProbeFinding {
    // Every failure says what to do.
    if (reason != null && remedy == null) {
      remedy = Explanation.remedy(reason);
    }
  }

  public static ProbeFinding works(
      String message, @Nullable Integer status, @Nullable String identity) {
    return new ProbeFinding(null, message, null, status, identity, false);
  }

  public static ProbeFinding of(Reason reason) {
    return of(reason, null);
  }

  static ProbeFinding of(Reason reason, @Nullable Integer status) {
    return new ProbeFinding(reason, Explanation.message(reason), null, status, null, false);
  }

  public static ProbeFinding of(ServiceFailed failure) {
    return new ProbeFinding(
        reason(failure.failure()),
        failure.what(),
        failure.advice().orElseGet(() -> Explanation.remedy(failure.failure())),
        null,
        null,
        false);
  }

  public ProbeFinding withRemedy(@Nullable String better) {
    return better == null
        ? this
        : new ProbeFinding(reason, message, better, status, identity, inconclusive);
  }

  public ProbeFinding withMessage(@Nullable String better) {
    return better == null
        ? this
        : new ProbeFinding(reason, better, remedy, status, identity, inconclusive);
  }

  /** Whether the service sent nothing at all. */
  boolean unheard() {
    return reason == Reason.NETWORK || reason == Reason.TIMEOUT;
  }

  /** Returns this failure as one that Mortise's own network may have caused. */
  ProbeFinding inconclusive(String message, String remedy) {
    return new ProbeFinding(reason, message, remedy, status, identity, true);
  }

  /** Whether the service answered, so that the time it took is the time of an answer. */
  private boolean answered() {
    return reason == null
        || status != null
        || switch (reason) {
          case NETWORK, TLS, TIMEOUT, WRONG_HOST, ADDRESS_NOT_ALLOWED -> false;
          case UNAUTHORIZED,
              EXPIRED,
              REVOKED,
              MISSING_PERMISSION,
              FORBIDDEN,
              ADMIN_APPROVAL,
              NOT_FOUND,
              RATE_LIMITED,
              UNEXPECTED ->
              true;
        };
  }

  ProbeResult took(Duration latency) {
    return new ProbeResult(
        reason == null,
        reason,
        message,
        remedy,
        status,
        identity,
        inconclusive,
        answered() ? latency : null);
  }

  private static Reason reason(ServiceFailed.Failure failure) {
    return switch (failure) {
      case NETWORK -> Reason.NETWORK;
      case TLS -> Reason.TLS;
      case TIMEOUT -> Reason.TIMEOUT;
      case ADDRESS_REFUSED -> Reason.ADDRESS_NOT_ALLOWED;
      case REDIRECT -> Reason.WRONG_HOST;
      case TOO_LARGE, UNREADABLE -> Reason.UNEXPECTED;
    };
  }
}
