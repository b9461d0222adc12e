package io.mortise.runtime.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which addresses outbound calls may connect to.
 *
 * @param allowed private networks that the administrator opened, plain HTTP included
 * @param own addresses on which this installation listens; never reachable
 * @param practicePort the one loopback port that may be reached without being allowed
 */
public record OutboundPolicy(
    List<Cidr> allowed, Set<InetSocketAddress> own, OptionalInt practicePort) {
  public OutboundPolicy {
    allowed = List.copyOf(allowed);
    own = Set.copyOf(own);
  }

  /** Public addresses only. */
  public static OutboundPolicy strict() {
    return new OutboundPolicy(List.of(), Set.of(), OptionalInt.empty());
  }

  public boolean permits(InetAddress address, int port) {
    throw new UnsupportedOperationException("coming");
  }

  public boolean permitsPlain(InetAddress address, int port) {
    throw new UnsupportedOperationException("coming");
  }
}
