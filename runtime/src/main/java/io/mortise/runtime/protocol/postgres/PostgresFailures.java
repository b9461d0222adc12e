package io.mortise.runtime.protocol.postgres;

import io.mortise.runtime.probe.ProbeFinding;
import io.mortise.runtime.probe.Reason;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Explains the SQLSTATEs of PostgreSQL and its driver in terms of a credential. */
final class PostgresFailures {
  private static final String TLS_REMEDY =
      "Check the TLS mode, that the host is the name in the server's certificate, and the"
          + " authority's certificate. The server may also offer no TLS at all.";

  private PostgresFailures() {}

  static ProbeFinding finding(SQLException e) {
    var reason = reason(e);
    var finding = ProbeFinding.of(reason);
    return switch (String.valueOf(e.getSQLState())) {
      case "28000" ->
          finding.withRemedy(
              "Check the user's name, whether the server accepts connections of this user from here"
                  + " (pg_hba.conf), and whether the server requires TLS.");
      case "3D000" ->
          finding
              .withMessage("The database does not exist.")
              .withRemedy("Check the database's name.");
      case "53300" -> finding.withMessage("The server has no free connection.");
      case "57P03", "57P01" -> finding.withMessage("The server is starting up or shutting down.");
      default -> reason == Reason.TLS ? finding.withRemedy(TLS_REMEDY) : finding;
    };
  }

  static Reason reason(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "28P01", "28000" -> Reason.UNAUTHORIZED;
      case "3D000" -> Reason.NOT_FOUND;
      case "42501" -> Reason.MISSING_PERMISSION;
      case "53300" -> Reason.RATE_LIMITED;
      case "57P03", "57P01" -> Reason.NETWORK;
      default -> state.startsWith("08") ? connection(e) : Reason.UNEXPECTED;
    };
  }

  /** The driver uses one class of states for every kind of connection failure. */
  private static Reason connection(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return Reason.TLS;
      }
      if (cause instanceof SocketTimeoutException) {
        return Reason.TIMEOUT;
      }
    }
    boolean hostUnproven = String.valueOf(e.getMessage()).contains("HostnameVerifier");
    return hostUnproven || "08004".equals(e.getSQLState()) ? Reason.TLS : Reason.NETWORK;
  }
}
