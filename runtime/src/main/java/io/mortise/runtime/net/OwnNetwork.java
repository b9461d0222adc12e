package io.mortise.runtime.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Tells an unreachable service apart from a failure of this machine's own network. After a failure
 * it connects, without sending anything, to the host itself and to hosts that answered calls
 * before; no other host is ever contacted. Safe for many threads.
 */
public final class OwnNetwork {
  private static final int MAX_HOSTS = 64;
  private static final int MAX_TRIED = 3;
  private static final Duration CONNECT = Duration.ofMillis(1_500);
  private static final Duration TOTAL = Duration.ofSeconds(6);

  private final AddressBook addresses;
  private final Supplier<Socket> sockets;

  /** Hosts that answered, the most recent one last. */
  private final Map<HostAndPort, Boolean> answered = new LinkedHashMap<>();

  /** A host that answered; {@code isPrivate} says that it is not on the public Internet. */
  private record Known(HostAndPort host, boolean isPrivate) {}

  /** The cause of a failed connection to a host. */
  public enum Fault {
    HOST,
    OWN_NETWORK,

    /** No other host has answered since the start, so there is nothing to compare with. */
    UNKNOWN
  }

  public OwnNetwork(AddressBook addresses, Supplier<Socket> sockets) {
    this.addresses = addresses;
    this.sockets = sockets;
  }

  /** Records that a host answered. Loopback is ignored, because it does not need the network. */
  public void answered(String name, int port, InetAddress address) {
    if (address.isLoopbackAddress()) {
      return;
    }
    var host = host(name, port);
    synchronized (answered) {
      answered.remove(host);
      answered.put(host, SpecialAddresses.isSpecial(address));
      if (answered.size() > MAX_HOSTS) {
        answered.remove(answered.keySet().iterator().next());
      }
    }
  }

  /** Returns the cause of a failure, within a few seconds. */
  public Fault faultOf(String name, int port) {
    var host = host(name, port);
    try {
      return new Deadline(TOTAL).run(() -> compare(host), () -> {});
    } catch (ServiceFailed | ExecutionException e) {
      return others(host).isEmpty() ? Fault.UNKNOWN : Fault.OWN_NETWORK;
    }
  }

  private Fault compare(HostAndPort host) {
    var found = find(host);
    if (found.stream().anyMatch(InetAddress::isLoopbackAddress) || connects(found, host.port())) {
      return Fault.HOST;
    }
    boolean isPrivate = !found.isEmpty() && found.stream().allMatch(SpecialAddresses::isSpecial);
    // A private network may work while the Internet cannot be reached, and vice versa.
    var alike = others(host).stream().filter(known -> known.isPrivate() == isPrivate).toList();
    for (var known : alike.stream().limit(MAX_TRIED).toList()) {
      if (connects(find(known.host()), known.host().port())) {
        return Fault.HOST;
      }
    }
    return alike.isEmpty() ? Fault.UNKNOWN : Fault.OWN_NETWORK;
  }

  /** The other hosts, the most recent answer first. */
  private List<Known> others(HostAndPort host) {
    var others = new ArrayList<Known>();
    synchronized (answered) {
      answered.forEach(
          (known, isPrivate) -> {
            if (!known.name().equals(host.name())) {
              others.add(new Known(known, isPrivate));
            }
          });
    }
    return others.reversed();
  }

  /** Resolves the name again, because a network without name resolution does not work either. */
  private List<InetAddress> find(HostAndPort host) {
    try {
      return addresses.find(host.name(), host.port(), true);
    } catch (ServiceFailed e) {
      return List.of();
    }
  }

  private boolean connects(List<InetAddress> found, int port) {
    return found.stream().limit(2).anyMatch(address -> connects(address, port));
  }

  private boolean connects(InetAddress address, int port) {
    try (var socket = sockets.get()) {
      socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static HostAndPort host(String name, int port) {
    return new HostAndPort(name.toLowerCase(Locale.ROOT), port);
  }
}
