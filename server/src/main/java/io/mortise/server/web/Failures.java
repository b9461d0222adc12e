package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.kernel.DatabaseFailures;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.ProblemDocument;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * What any failure says on the wire. A failure nobody foresaw says nothing of itself; the log has
 * it.
 */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static ProblemDocument document(Throwable failure) {
    if (failure instanceof Problem problem) {
      return ProblemDocument.of(problem);
    }
    if (notText(failure)) {
      return ProblemDocument.of(
          new InvalidRequest(
              "", "A text in the request holds the character U+0000, which no text may."));
    }
    // Tomcat and the firewall look at parameters only when somebody asks for them.
    if (failure instanceof InvalidParameterException
        || failure instanceof RequestRejectedException) {
      return ProblemDocument.of(
          new InvalidRequest("", "The query or a header holds what none of this API has."));
    }
    var refusal = DatabaseFailures.refusal(failure);
    if (refusal.isPresent()) {
      log.warn(
          "Refused a request: {} ({})",
          refusal.get().getMessage(),
          failure.getClass().getSimpleName());
      return ProblemDocument.of(refusal.get());
    }
    log.error("An unforeseen failure", failure);
    return ProblemDocument.of(
        500,
        "internal_error",
        "Something failed that should not. The log names this X-Request-Id.");
  }

  /** PostgreSQL keeps no U+0000 (SQLSTATE 22021, and 22P05 in JSON). */
  private static boolean notText(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && ("22021".equals(sql.getSQLState()) || "22P05".equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
