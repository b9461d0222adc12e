package io.mortise.server.kernel;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit items a page, 1 to 200; 50 where absent
 * @param cursor what the page before gave as {@code next}; absent for the first page
 */
public record Paging(
    @Schema(minimum = "1", maximum = "200", defaultValue = "50") @Nullable Integer limit,
    @Nullable String cursor) {
  public static final Paging FIRST = new Paging(null, null);
  private static final int USUAL = 50;
  private static final int MAX_LIMIT = 200;

  public int size() {
    int size = limit == null ? USUAL : limit;
    if (size < 1 || size > MAX_LIMIT) {
      throw new InvalidRequest("/limit", "limit is a number from 1 to " + MAX_LIMIT + ".");
    }
    return size;
  }

  /** How many rows to read: one more than a page has, to see whether there is a next. */
  public int oneMore() {
    return size() + 1;
  }

  /** The text that {@link Page#cursor} was made of; null for the first page. */
  public @Nullable String after() {
    if (cursor == null) {
      return null;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalidCursor();
    }
  }

  /** {@link #after} of a list in the order of a number. */
  public @Nullable Long afterNumber() {
    String text = after();
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw invalidCursor();
    }
  }

  /** The page of a list that is at hand whole; {@code key} tells its items apart. */
  public <T> Page<T> of(List<T> whole, Function<T, String> key) {
    String after = after();
    int from = after == null ? 0 : whole.stream().map(key).toList().indexOf(after) + 1;
    if (after != null && from == 0) {
      throw invalidCursor();
    }
    int to = Math.min(from + size(), whole.size());
    String next = to == whole.size() ? null : Page.cursor(key.apply(whole.get(to - 1)));
    return new Page<>(whole.subList(from, to), next, Page.total(whole.size()));
  }

  public static InvalidRequest invalidCursor() {
    return new InvalidRequest(
        "/cursor", "cursor is none that a list gave out; start again without it.");
  }
}
