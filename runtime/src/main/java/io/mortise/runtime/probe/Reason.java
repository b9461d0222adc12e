package io.mortise.runtime.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The reason for a failed test, as far as the service gives one. */
public enum Reason {
  UNAUTHORIZED,
  EXPIRED,
  REVOKED,
  MISSING_PERMISSION,
  FORBIDDEN,
  WRONG_HOST,
  ADDRESS_NOT_ALLOWED,
  ADMIN_APPROVAL,
  NOT_FOUND,
  NETWORK,
  TLS,
  TIMEOUT,
  RATE_LIMITED,
  UNEXPECTED;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  public static Optional<Reason> parse(String wire) {
    return Arrays.stream(values()).filter(reason -> reason.wire.equals(wire)).findFirst();
  }
}
