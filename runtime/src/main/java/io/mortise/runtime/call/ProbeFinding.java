package io.mortise.runtime.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A test's result before it is known how long it took. */
record ProbeFinding(
    @Nullable Reason reason,
    String message,
    @Nullable String remedy,
    @Nullable Integer status,
    @Nullable String identity) {
  ProbeFinding {
    // Whatever failed, its reader is told what to do.
    if (reason != null && remedy == null) {
      remedy = Explanation.remedy(reason);
    }
  }

  static ProbeFinding works(String message, @Nullable Integer status, @Nullable String identity) {
    return new ProbeFinding(null, message, null, status, identity);
  }

  static ProbeFinding of(Reason reason) {
    return of(reason, null);
  }

  static ProbeFinding of(Reason reason, @Nullable Integer status) {
    return new ProbeFinding(reason, Explanation.message(reason), null, status, null);
  }

  static ProbeFinding of(ServiceFailed failure) {
    return new ProbeFinding(
        reason(failure.failure()),
        failure.detail(),
        Explanation.remedy(failure.failure()),
        null,
        null);
  }

  ProbeFinding withRemedy(@Nullable String better) {
    return better == null ? this : new ProbeFinding(reason, message, better, status, identity);
  }

  ProbeFinding withMessage(@Nullable String better) {
    return better == null ? this : new ProbeFinding(reason, better, remedy, status, identity);
  }

  ProbeResult took(Duration latency) {
    return new ProbeResult(reason == null, reason, message, remedy, status, identity, latency);
  }

  private static Reason reason(ServiceFailed.Failure failure) {
    return switch (failure) {
      case NETWORK -> Reason.NETWORK;
      case TLS -> Reason.TLS;
      case TIMEOUT -> Reason.TIMEOUT;
      case ADDRESS_REFUSED, REDIRECT -> Reason.WRONG_HOST;
      case TOO_LARGE -> Reason.UNEXPECTED;
    };
  }
}
