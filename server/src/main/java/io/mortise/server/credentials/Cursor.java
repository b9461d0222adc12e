package io.mortise.server.credentials;

import io.mortise.server.kernel.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page ended: the value sorted by, as PostgreSQL writes it, and the id. */
record Cursor(String sortValue, UUID id) {
  String text() {
    return Page.cursor(id + " " + sortValue);
  }

  static @Nullable Cursor parse(@Nullable String wire) {
    String text = Page.text(wire);
    if (text == null) {
      return null;
    }
    int space = text.indexOf(' ');
    try {
      if (space > 0) {
        return new Cursor(text.substring(space + 1), UUID.fromString(text.substring(0, space)));
      }
    } catch (IllegalArgumentException e) {
      throw Page.invalid();
    }
    throw Page.invalid();
  }
}
