package io.mortise.server.audit;

import java.util.Locale;

/** How it ended. Order is stored. */
public enum Outcome {
  OK,
  REFUSED,
  FAILED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
