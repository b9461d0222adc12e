package io.mortise.server.apikeys;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

/** The lists of an API key's row, which somebody with the database may have damaged. */
final class ApiKeyArrays {
  private ApiKeyArrays() {}

  /** Whether each is a list of values, none of them null or a list itself. */
  static boolean areFlat(Array... arrays) throws SQLException {
    for (Array array : arrays) {
      boolean flat =
          array.getArray() instanceof Object[] values
              && Arrays.stream(values)
                  .allMatch(value -> Objects.nonNull(value) && !value.getClass().isArray());
      if (!flat) {
        return false;
      }
    }
    return true;
  }

  /** What is readable of one, for showing it. */
  static <T> T[] values(Array array, T[] empty) throws SQLException {
    if (!(array.getArray() instanceof Object[] values)
        || !values.getClass().equals(empty.getClass())) {
      return empty;
    }
    return Arrays.stream(values).filter(Objects::nonNull).toList().toArray(empty);
  }
}
