package io.mortise.runtime.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resolves a host to the addresses that may be connected to. Callers connect to exactly these
 * addresses, so that a second lookup cannot return others.
 */
public final class AddressBook {
  private final OutboundPolicy policy;
  private final Network.Resolver resolver;

  public AddressBook(OutboundPolicy policy, Network.Resolver resolver) {
    this.policy = policy;
    this.resolver = resolver;
  }

  /**
   * @throws ServiceFailed if the host has no address, or none that may be reached
   */
  public List<InetAddress> find(String host, int port, boolean tls) {
    var all = resolve(host);
    var permitted = Stream.of(all).filter(address -> policy.permits(address, port)).toList();
    if (permitted.isEmpty()) {
      throw new ServiceFailed(
          ServiceFailed.Failure.ADDRESS_REFUSED,
          "The host leads to a private address, which Mortise is not allowed to call.",
          "Check the host. If it is the right one, ask an administrator to allow its network"
              + " (MORTISE_OUTBOUND_ALLOW).");
    }
    if (tls) {
      return permitted;
    }
    var plain = permitted.stream().filter(address -> policy.permitsPlain(address, port)).toList();
    if (plain.isEmpty()) {
      throw new ServiceFailed(
          ServiceFailed.Failure.ADDRESS_REFUSED,
          "Without TLS, Mortise calls only networks that an administrator has allowed.",
          "Use an https:// address, or ask an administrator to allow the network"
              + " (MORTISE_OUTBOUND_ALLOW).");
    }
    return plain;
  }

  private InetAddress[] resolve(String host) {
    try {
      return resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new ServiceFailed(
          ServiceFailed.Failure.NETWORK,
          "The host has no address.",
          "Check the spelling of the host.");
    }
  }
}
