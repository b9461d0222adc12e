package io.mortise.server.access;

/** The outcome of a decision, with the reason as a person may read it. */
public sealed interface Decision {
  String reason();

  record Allowed(Level level, String reason) implements Decision {}

  /**
   * @param hidden whether even the existence stays hidden, so that the answer is that of an absent
   *     one
   */
  record Denied(boolean hidden, String reason) implements Decision {}

  default boolean allowed() {
    return this instanceof Allowed;
  }
}
