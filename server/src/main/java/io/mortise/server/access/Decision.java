package io.mortise.server.access;

/** The outcome of a decision, with the reason as a value. */
public sealed interface Decision {
  Reason reason();

  record Allowed(Level level, Reason reason) implements Decision {}

  /**
   * @param hidden whether even the existence stays hidden, so that the answer is that of an absent
   *     one
   */
  record Denied(boolean hidden, Reason reason) implements Decision {}

  default boolean allowed() {
    return this instanceof Allowed;
  }
}
