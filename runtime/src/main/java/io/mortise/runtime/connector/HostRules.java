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

  public boolean permits(URI uri) {
    throw new UnsupportedOperationException("coming");
  }

  /** Whether every one of these hosts may be reached under these rules already. */
  public boolean covers(List<String> narrower) {
    throw new UnsupportedOperationException("coming");
  }
}
