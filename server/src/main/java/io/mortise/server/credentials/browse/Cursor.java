package io.mortise.server.credentials.browse;

import io.mortise.server.kernel.Paging;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page ended: the value sorted by, as PostgreSQL writes it, and the id. */
record Cursor(String sortValue, UUID id) {
  String text() {
    return id + " " + sortValue;
  }

  static @Nullable Cursor of(Paging paging) {
    String text = paging.after();
    if (text == null) {
      return null;
    }
    int space = text.indexOf(' ');
    try {
      if (space > 0) {
        return new Cursor(text.substring(space + 1), UUID.fromString(text.substring(0, space)));
      }
    } catch (IllegalArgumentException e) {
      throw Paging.invalidCursor();
    }
    throw Paging.invalidCursor();
  }
}
