package io.mortise.server.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as PostgreSQL's {@code timestamptz}: microseconds, always in UTC. */
public final class Times {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Times() {}

  /**
   * Reads a time as requests write it: RFC 3339, whose years have four digits. Java alone also
   * takes years that no database has.
   *
   * @throws DateTimeException if it is none
   */
  public static Instant parse(String text) {
    Instant time = Instant.parse(text.strip());
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new DateTimeException("The year has four digits");
    }
    return time;
  }

  /** The value to bind; null stays null. */
  public static @Nullable OffsetDateTime sql(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  public static @Nullable Instant find(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : bounded(value.toInstant());
  }

  public static Instant get(ResultSet row, String column) throws SQLException {
    return bounded(row.getObject(column, OffsetDateTime.class).toInstant());
  }

  /** PostgreSQL knows times, infinity among them, that RFC 3339 has no form for. */
  private static Instant bounded(Instant time) {
    return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
  }
}
