package io.mortise.runtime.connector;

/** Where a connector comes from. */
public enum Source {
  BUILT_IN("built-in"),
  OWN("own");

  private final String wire;

  Source(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
