package io.mortise.runtime.net;

import java.net.URI;

/**
 * Where a call goes: the host as it is named, and the port, which its scheme gives where it is left
 * out.
 */
public record HostAndPort(String name, int port) {
  public static HostAndPort of(URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    return new HostAndPort(uri.getHost(), port);
  }
}
