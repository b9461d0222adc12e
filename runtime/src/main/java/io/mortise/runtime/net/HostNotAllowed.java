package io.mortise.runtime.net;

import io.mortise.runtime.problem.Problem;
import java.util.List;
import java.util.Map;

/** A call to a host that is not among the sealed hosts of the credential. */
public final class HostNotAllowed extends Problem {
  private final List<String> hosts;

  public HostNotAllowed(List<String> hosts) {
    super(
        "host_not_allowed",
        422,
        "This credential may not be sent there. It is sealed to: " + String.join(", ", hosts));
    this.hosts = List.copyOf(hosts);
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("hosts", hosts);
  }
}
