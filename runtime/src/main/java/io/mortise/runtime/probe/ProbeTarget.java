package io.mortise.runtime.probe;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.ProbeSpec;
import io.mortise.runtime.credential.Fields;
import java.util.List;

/**
 * The credential to test.
 *
 * @param hosts the hosts of the sealed document
 */
public record ProbeTarget(
    Connector connector, AuthMethod method, Fields fields, List<String> hosts) {
  public ProbeTarget {
    hosts = List.copyOf(hosts);
  }

  /**
   * @throws NothingToTest if the fields do not suffice for the method's test, or it has none
   */
  ProbeSpec spec() {
    return method.probe().filter(spec -> spec.possible(fields)).orElseThrow(NothingToTest::new);
  }
}
