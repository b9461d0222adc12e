package io.mortise.runtime.call;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call before a credential is applied to it. */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundRequest(
    String method, URI uri, Map<String, List<String>> headers, byte @Nullable [] body) {
  public static OutboundRequest get(URI uri) {
    return new OutboundRequest("GET", uri, Map.of(), null);
  }

  @Override
  public String toString() {
    return "OutboundRequest[" + method + " " + uri.getHost() + "]";
  }
}
