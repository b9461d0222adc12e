package io.mortise.runtime.probe;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.OwnNetwork;
import java.time.Duration;
import java.util.List;

/** Tests whether a credential works, by the harmless call that its connector names. */
public final class ProbeEngine {
  private final OwnNetwork ownNetwork;
  private final List<Probe> probes;

  /**
   * @param ownNetwork tells whether a host that did not answer is at fault
   */
  public ProbeEngine(OwnNetwork ownNetwork, List<Probe> probes) {
    this.ownNetwork = ownNetwork;
    this.probes = List.copyOf(probes);
  }

  /**
   * @param hosts the hosts of the sealed document
   * @throws NothingToTest if {@link AuthMethod#testable} is false
   */
  public ProbeResult probe(
      Connector connector, AuthMethod method, Fields fields, List<String> hosts) {
    var target = new ProbeTarget(connector, method, fields, hosts);
    var probe = probeFor(target.spec());
    long start = System.nanoTime();
    var finding = blaming(probe.run(target), probe.address(target));
    return finding.took(Duration.ofNanos(System.nanoTime() - start));
  }

  private Probe probeFor(ProbeSpec spec) {
    return probes.stream()
        .filter(probe -> probe.makes(spec))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No probe for " + spec));
  }

  /** Without an answer, the network of this machine may be at fault. */
  ProbeFinding blaming(ProbeFinding finding, HostAndPort host) {
    if (!finding.unheard()) {
      return finding;
    }
    return switch (ownNetwork.faultOf(host.name(), host.port())) {
      case HOST -> finding;
      case OWN_NETWORK ->
          finding.inconclusive(
              "Mortise could not reach this service, nor any other that it tried.",
              "Check the names, routes and firewall of Mortise's server, then test again.");
      case UNKNOWN ->
          finding.inconclusive(
              finding.message()
                  + " The cause may also be the network of Mortise's server: no other service has"
                  + " answered since Mortise started.",
              "Check the host, and the network of Mortise's server, then test again.");
    };
  }
}
