package io.mortise.runtime.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Decides which addresses outbound calls may connect to.
 *
 * @param allowed private networks that the administrator has allowed, plain HTTP included
 * @param own addresses on which this server listens; never permitted
 * @param practicePort the one loopback port that is permitted by default
 */
public record OutboundPolicy(
    List<Cidr> allowed, Set<InetSocketAddress> own, OptionalInt practicePort) {
  public OutboundPolicy {
    allowed = List.copyOf(allowed);
    own = Set.copyOf(own);
  }

  /** Permits public addresses only. */
  public static OutboundPolicy strict() {
    return new OutboundPolicy(List.of(), Set.of(), OptionalInt.empty());
  }

  public boolean permits(InetAddress address, int port) {
    return !isOwn(address, port)
        && (permitsPlain(address, port) || !SpecialAddresses.isSpecial(address));
  }

  /** Whether a connection to this address may be made without TLS. */
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
