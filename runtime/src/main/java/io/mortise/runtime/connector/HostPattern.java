package io.mortise.runtime.connector;

import java.util.Optional;

/** A host that a secret may be sent to: {@code host}, {@code *.host} or {@code host:port}. */
public record HostPattern(String host, boolean anyLabel, int port) {
  /** Stands for the port that belongs to the scheme. */
  public static final int SCHEME_PORT = 0;

  public static HostPattern parse(String text) {
    throw new UnsupportedOperationException("coming");
  }

  public static Optional<HostPattern> find(String text) {
    throw new UnsupportedOperationException("coming");
  }

  public boolean matches(String otherHost, int otherPort, boolean tls) {
    throw new UnsupportedOperationException("coming");
  }

  public boolean covers(HostPattern narrower) {
    throw new UnsupportedOperationException("coming");
  }
}
