package io.mortise.runtime.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
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
    return !isOwn(address, port)
        && (permitsPlain(address, port) || !SpecialAddresses.isSpecial(address));
  }

  /** Whether TLS may be left out there. */
  public boolean permitsPlain(InetAddress address, int port) {
    return !isOwn(address, port) && (isPractice(address, port) || isAllowed(address));
  }

  private boolean isPractice(InetAddress address, int port) {
    return address.isLoopbackAddress()
        && practicePort.isPresent()
        && practicePort.getAsInt() == port;
  }

  private boolean isAllowed(InetAddress address) {
    return allowed.stream()
        .anyMatch(
            block ->
                block.contains(address)
                    || SpecialAddresses.wrapped(address).map(block::contains).orElse(false));
  }

  private boolean isOwn(InetAddress address, int port) {
    return own.stream()
        .anyMatch(
            mine ->
                mine.getPort() == port
                    && (address.equals(mine.getAddress())
                        || (mine.getAddress().isAnyLocalAddress() && isHere(address))));
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
