package io.mortise.server.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds out whether something between Mortise and PostgreSQL hands one session to several clients,
 * as a pooler in transaction mode does. Then prepared statements and locks get lost between
 * statements, and a part of all calls fails.
 */
final class PoolerCheck {
  private static final int ROUNDS = 3;

  private PoolerCheck() {}

  /** Opens another connection of the kind that the server works with. */
  interface Opener {
    Connection open() throws SQLException;
  }

  /** Throws {@link DatabaseUnavailable} with the cure if sessions are shared. */
  static void check(Opener opener) throws SQLException {
    try (var one = opener.open();
        var other = opener.open()) {
      for (int round = 0; round < ROUNDS; round++) {
        if (sharesSession(one, other) || sharesSession(other, one)) {
          throw pooled();
        }
      }
    }
  }

  /**
   * While the one is between transactions, the other begins one. Two connections to PostgreSQL
   * itself have a process each, which stays the same.
   */
  private static boolean sharesSession(Connection one, Connection other) throws SQLException {
    long before = process(one);
    other.setAutoCommit(false);
    long others;
    try {
      others = process(other);
    } catch (SQLException e) {
      return true; // statement mode: no transactions at all
    }
    boolean shared = others == before || process(one) != before;
    other.rollback();
    other.setAutoCommit(true);
    return shared;
  }

  private static long process(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static DatabaseUnavailable pooled() {
    return new DatabaseUnavailable(
        "MORTISE_DATABASE_URL leads to a connection pooler that shares sessions (transaction or statement mode). Mortise"
            + " needs sessions of its own: name PostgreSQL itself, or set the pooler to session mode (in PgBouncer:"
            + " pool_mode = session).");
  }
}
