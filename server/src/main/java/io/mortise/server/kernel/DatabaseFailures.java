package io.mortise.server.kernel;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells apart why the database did not do what it was asked. */
public final class DatabaseFailures {
  private static final String DISK_FULL = "53100";

  private DatabaseFailures() {}

  /** The refusal that a failure stands for; empty if the database is not the reason. */
  public static Optional<Refused> refusal(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return Optional.of(refused);
      }
      if (cause instanceof SQLException sql) {
        if (DISK_FULL.equals(sql.getSQLState())) {
          return Optional.of(Refused.diskFull());
        }
        if (meansUnreachable(sql)) {
          return Optional.of(Refused.unavailable());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Connection exceptions (08), operator intervention (57), no connection or memory left (53), and
   * the pool's own time-out.
   */
  private static boolean meansUnreachable(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || (state != null
            && (state.startsWith("08") || state.startsWith("57") || state.startsWith("53")));
  }
}
