package io.mortise.server.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as the wire has it.
 *
 * @param next opaque cursor of the next page, or null at the end
 * @param total how many there are in all; absent where that is more than 10,000 or not counted
 */
public record Page<T>(
    List<T> items,
    @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long total) {
  public static final int LARGEST = 200;

  public Page {
    items = List.copyOf(items);
  }

  /** A list that has no further page. */
  public Page(List<T> items) {
    this(items, null, (long) items.size());
  }

  /** Cuts a list that was read one longer than {@code size} to see whether there is more. */
  public static <T> Page<T> of(List<T> oneMore, int size, Function<T, String> cursor) {
    if (oneMore.size() <= size) {
      return new Page<>(oneMore, null, null);
    }
    var items = oneMore.subList(0, size);
    return new Page<>(items, cursor.apply(items.getLast()), null);
  }

  public static int size(int limit) {
    if (limit < 1 || limit > LARGEST) {
      throw new InvalidRequest("/limit", "limit is a number from 1 to " + LARGEST + ".");
    }
    return limit;
  }

  public static String cursor(Object value) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The text that {@link #cursor} was made of. */
  public static @Nullable String text(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  public static @Nullable Long number(@Nullable String cursor) {
    String text = text(cursor);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  public static InvalidRequest invalid() {
    return new InvalidRequest(
        "/cursor", "cursor is none that a list gave out; start again without it.");
  }
}
