package io.mortise.server.access;

import java.util.Locale;

/** The role of a person or service account in one workspace. */
public enum WorkspaceRole {
  VIEWER,
  EDITOR,
  MANAGER;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static WorkspaceRole ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
