package io.mortise.server.access;

import java.util.Locale;

/** A person's role in one workspace. */
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
