package io.mortise.runtime.call;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
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
          timed(() -> new HttpProbe(call, connector).run(http, method, fields, hosts));
      case ProbeSpec.Database ignored -> timed(() -> postgres.run(method, fields, hosts));
    };
  }

  private static ProbeResult timed(Supplier<ProbeFinding> test) {
    long start = System.nanoTime();
    var finding = test.get();
    return finding.took(Duration.ofNanos(System.nanoTime() - start));
  }
}
