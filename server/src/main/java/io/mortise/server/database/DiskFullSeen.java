package io.mortise.server.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;

/** Remembers that PostgreSQL found its disk full; each of Spring's statements passes here. */
@Component
class DiskFullSeen implements SQLExceptionTranslator {
  private static final String DISK_FULL = "53100";

  private final SQLExceptionTranslator usual = new SQLExceptionSubclassTranslator();
  private volatile boolean full;

  boolean isFull() {
    return full;
  }

  void thereIsSpace() {
    full = false;
  }

  @Override
  public @Nullable DataAccessException translate(
      String task, @Nullable String sql, SQLException failure) {
    if (DISK_FULL.equals(failure.getSQLState())) {
      full = true;
    }
    return usual.translate(task, sql, failure);
  }
}
