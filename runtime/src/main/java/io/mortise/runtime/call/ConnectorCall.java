package io.mortise.runtime.call;

import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.credential.Fields;
import java.util.List;

/** Sends calls with a credential applied, to its sealed hosts only. Safe for many threads. */
public final class ConnectorCall implements AutoCloseable {
  public ConnectorCall(OutboundPolicy policy, CallLimits limits) {}

  /**
   * @param hosts those of the sealed document
   * @throws HostNotAllowed where the address is not among {@code hosts}
   * @throws ServiceFailed where no answer came
   */
  public CallAnswer send(
      OutboundRequest request, AuthScheme scheme, Fields fields, List<String> hosts) {
    throw new UnsupportedOperationException("coming");
  }

  @Override
  public void close() {}
}
