package io.mortise.server.access;

import java.util.Locale;

/**
 * How much somebody may do with a credential; each level includes the ones before. No level shows a
 * secret.
 */
public enum Level {
  /** Does not know that it exists. */
  NONE,
  /** Name, service, type, status, notes. */
  SEE,
  /** Plus pick, test, refresh. */
  USE,
  /** Plus public configuration, usage, flows, audit. */
  VIEW,
  /** Plus edit, duplicate, rotate, re-authorize, share, revoke, delete. */
  MANAGE;

  public boolean includes(Level other) {
    return compareTo(other) >= 0;
  }

  public static Level higher(Level one, Level other) {
    return one.includes(other) ? one : other;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Level ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
