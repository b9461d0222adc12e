package io.mortise.server.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as the wire has it.
 *
 * @param next opaque cursor of the next page, or null at the end
 * @param total how many there are in all; absent where that is more than 10,000
 */
public record Page<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {
  /** Totals are exact up to here. A query counts one more at most, which keeps counting short. */
  public static final int COUNTED = 10_000;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a list that was read one longer than the page, to see whether there is more.
   *
   * @param counted how many there are in all, at most one more than {@link #COUNTED}; asked only
   *     where the page does not tell
   */
  public static <T> Page<T> of(
      List<T> oneMore, Paging paging, Function<T, String> cursor, LongSupplier counted) {
    boolean last = oneMore.size() <= paging.size();
    var items = last ? oneMore : oneMore.subList(0, paging.size());
    boolean whole = last && paging.cursor() == null;
    return new Page<>(
        items,
        last ? null : cursor(cursor.apply(items.getLast())),
        total(whole ? items.size() : counted.getAsLong()));
  }

  static @Nullable Long total(long counted) {
    return counted > COUNTED ? null : Long.valueOf(counted);
  }

  static String cursor(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
