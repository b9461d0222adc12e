package io.mortise.server.credentials.store;

import java.util.Arrays;
import java.util.Locale;

/** What a credential is for. */
public enum Environment {
  PROD,
  STAGING,
  DEV;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static boolean knows(String wire) {
    return Arrays.stream(values()).anyMatch(known -> known.wire().equals(wire));
  }
}
