package io.mortise.runtime.connector;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a service splits a long list into pages, and how the next page is requested. All
 * pointers are JSON pointers (RFC 6901) into the answer.
 */
public sealed interface Paging {
  /** The place of the list in the answer; empty text if the answer is the list. */
  String items();

  /**
   * The address of the next page, which the answer names.
   *
   * @param next its place in the body; empty if it is the link {@code next} of the header {@code
   *     Link} (RFC 8288)
   */
  record Link(String items, Optional<String> next) implements Paging {}

  /**
   * A value that the answer names and the next request repeats.
   *
   * @param from where the value comes from
   * @param more the place that says whether there is another page; empty if there is none
   */
  record Cursor(String items, Parameter parameter, From from, Optional<String> more)
      implements Paging {}

  /**
   * Pages that are counted.
   *
   * @param first the number of the first page
   */
  record Numbered(String items, Parameter parameter, int first, Ending ending) implements Paging {}

  /** Items that are counted; the next page begins after as many as were read. */
  record Offset(String items, Parameter parameter, Ending ending) implements Paging {}

  /**
   * A value of the request that changes from page to page.
   *
   * @param inBody whether it is a member of the body; otherwise of the query
   */
  record Parameter(String name, boolean inBody) {}

  /** Where a cursor comes from. */
  sealed interface From {
    /** A place in the answer. */
    record Answer(String pointer) implements From {}

    /** A place in the last item of the list. */
    record LastItem(String pointer) implements From {}
  }

  /**
   * Says how the last page is recognized. An empty page is always the last.
   *
   * @param size the number of items of every page but the last; null if it is unknown
   * @param more the place that says whether there is another page
   */
  record Ending(@Nullable Integer size, Optional<String> more) {}
}
