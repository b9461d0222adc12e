package io.mortise.server.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A value that an answer shows once, such as the token of a new API key. A repeated answer omits
 * it, and it is never stored.
 */
public record OneTimeValue(@JsonValue String value) {
  @Override
  public String toString() {
    return "OneTimeValue[]";
  }
}
