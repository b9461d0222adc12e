package io.mortise.runtime.net;

import java.net.URI;

/** The target of a call: the host as named, and the port, which defaults to that of the scheme. */
public record HostAndPort(String name, int port) {
  public static HostAndPort of(URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    return new HostAndPort(uri.getHost(), port);
  }
}
