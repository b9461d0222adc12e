package io.mortise.runtime.call;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.Fields;
import java.util.List;

/** Finds out whether a credential works, by the harmless call its connector names. */
public final class ProbeEngine {
  public ProbeEngine(ConnectorCall call, OutboundPolicy policy, CallLimits limits) {}

  public ProbeResult probe(
      Connector connector, AuthMethod method, Fields fields, List<String> hosts) {
    throw new UnsupportedOperationException("coming");
  }
}
