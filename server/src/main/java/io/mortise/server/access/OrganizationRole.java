package io.mortise.server.access;

import java.util.Locale;

/** The role of a person or service account in the organization. */
public enum OrganizationRole {
  OWNER,
  ADMIN,
  AUDITOR,
  MEMBER;

  /** Owners and admins manage every workspace. */
  public boolean administers() {
    return this == OWNER || this == ADMIN;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static OrganizationRole ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
