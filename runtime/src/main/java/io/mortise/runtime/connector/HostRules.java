package io.mortise.runtime.connector;

import java.net.URI;
import java.util.List;

/** The hosts that one credential's secret may be sent to. */
public record HostRules(List<HostPattern> patterns) {
  public HostRules {
    patterns = List.copyOf(patterns);
  }

  public static HostRules of(List<String> hosts) {
    return new HostRules(hosts.stream().map(HostPattern::parse).toList());
  }

  /** Whether this is an http(s) address on one of the hosts. */
  public boolean permits(URI uri) {
    var host = uri.getHost();
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    if (host == null || uri.getRawUserInfo() != null) {
      return false;
    }
    if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
      return false;
    }
    return permits(host, uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort(), tls);
  }

  public boolean permits(String host, int port, boolean tls) {
    for (var pattern : patterns) {
      if (pattern.matches(host, port, tls)) {
        return true;
      }
    }
    return false;
  }

  /** Whether these rules already permit every one of these hosts. */
  public boolean covers(List<String> narrower) {
    return narrower.stream()
        .map(HostPattern::parse)
        .allMatch(host -> patterns.stream().anyMatch(pattern -> pattern.covers(host)));
  }
}
