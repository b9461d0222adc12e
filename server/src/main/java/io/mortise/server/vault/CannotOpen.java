package io.mortise.server.vault;

/**
 * Sealed bytes do not open: damaged, moved from another row, or sealed under another key.
 * Deliberately says no more than that; the audit log says which row.
 */
public final class CannotOpen extends Exception {
  private static final long serialVersionUID = 1L;

  private CannotOpen(String message) {
    super(message);
  }

  /** There is nothing where sealed bytes should be. */
  public static CannotOpen missing() {
    return new CannotOpen("There are no sealed bytes");
  }

  /** The content was sealed by a newer release; without a cause, which could hold some of it. */
  public static CannotOpen unknownForm() {
    return new CannotOpen("The sealed content has an unknown form");
  }

  CannotOpen(Throwable cause) {
    super("The sealed bytes do not open", cause);
  }
}
