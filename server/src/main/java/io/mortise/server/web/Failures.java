package io.mortise.server.web;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.ProblemDocument;
import io.mortise.server.kernel.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
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
    if (databaseIsAway(failure)) {
      log.warn("The database cannot be reached ({})", failure.getClass().getSimpleName());
      return ProblemDocument.of(Refused.unavailable());
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

  private static boolean databaseIsAway(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && meansAway(sql)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Connection exceptions (08), operator intervention (57), no connection left (53), and the pool's
   * own time-out.
   */
  private static boolean meansAway(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || (state != null
            && (state.startsWith("08") || state.startsWith("57") || state.startsWith("53")));
  }
}
