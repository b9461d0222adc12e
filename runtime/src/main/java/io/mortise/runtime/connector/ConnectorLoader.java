package io.mortise.runtime.connector;

/** Reads a connector's YAML file strictly: what it does not know, it refuses with the line. */
public final class ConnectorLoader {
  /**
   * @throws InvalidConnector with the line and the reason
   */
  public Connector load(String file, String yaml) {
    throw new UnsupportedOperationException("coming");
  }
}
