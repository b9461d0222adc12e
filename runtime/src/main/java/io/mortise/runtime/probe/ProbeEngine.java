package io.mortise.runtime.probe;

import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostAndPort;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.protocol.postgres.PostgresProbe;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Finds out whether a credential works, by the harmless call its connector names. */
public final class ProbeEngine {
  private final ConnectorCall call;
  private final PostgresProbe postgres;

  public ProbeEngine(ConnectorCall call, OutboundPolicy policy, CallLimits limits) {
    this.call = call;
    this.postgres = new PostgresProbe(policy, limits, Network.ofThisMachine().resolver());
  }

  /**
   * @param hosts those of the sealed document
   * @throws NothingToTest where {@link AuthMethod#testable} says no
   */
  public ProbeResult probe(
      Connector connector, AuthMethod method, Fields fields, List<String> hosts) {
    var spec = method.probe().filter(found -> found.possible(fields));
    return switch (spec.orElseThrow(NothingToTest::new)) {
      case ProbeSpec.Http http ->
          timed(
              () -> {
                var finding = new HttpProbe(call, connector).run(http, method, fields, hosts);
                return blaming(finding, () -> HttpProbe.address(http, fields));
              });
      case ProbeSpec.Database ignored ->
          timed(
              () ->
                  blaming(
                      postgres.run(method, fields, hosts), () -> PostgresProbe.address(fields)));
    };
  }

  /** Nothing heard of the service may be the fault of this machine's network. */
  private ProbeFinding blaming(ProbeFinding finding, Supplier<HostAndPort> called) {
    if (!finding.unheard()) {
      return finding;
    }
    var host = called.get();
    return switch (call.ownNetwork().faultOf(host.name(), host.port())) {
      case HOST -> finding;
      case OWN_NETWORK ->
          finding.inconclusive(
              "Mortise could not reach any service; check its network.",
              "Check the names, routes and firewall of Mortise's server, then test again.");
      case UNKNOWN ->
          finding.inconclusive(
              finding.message()
                  + " Mortise has not reached any other service since it started, so its own network"
                  + " may be at fault.",
              "Check the host and the network of Mortise's server, then test again.");
    };
  }

  private static ProbeResult timed(Supplier<ProbeFinding> test) {
    long start = System.nanoTime();
    var finding = test.get();
    return finding.took(Duration.ofNanos(System.nanoTime() - start));
  }
}
