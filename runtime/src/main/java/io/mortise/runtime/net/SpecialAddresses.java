package io.mortise.runtime.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recognizes addresses that are not on the public Internet (the IANA special-purpose registries),
 * and IPv6 addresses that wrap an IPv4 address.
 */
final class SpecialAddresses {
  private static final List<Cidr> NOT_PUBLIC_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final List<Cidr> NOT_PUBLIC_V6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20");

  /** The only block of IPv6 from which public addresses are assigned. */
  private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");

  private SpecialAddresses() {}

  /** Whether an address, or the address that it wraps, is not on the public Internet. */
  static boolean isSpecial(InetAddress address) {
    var inner = wrapped(address);
    if (COMPATIBLE.contains(address)) {
      return true;
    }
    if (inner.isPresent()) {
      return isSpecial(inner.get());
    }
    return address instanceof Inet6Address
        ? !GLOBAL_V6.contains(address) || within(NOT_PUBLIC_V6, address)
        : within(NOT_PUBLIC_V4, address);
  }

  /** Returns the IPv4 address in a NAT64, 6to4 or IPv4-compatible one; Java unwraps mapped ones. */
  static Optional<InetAddress> wrapped(InetAddress address) {
    if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
      return Optional.of(v4(address.getAddress(), 12));
    }
    return SIX_TO_FOUR.contains(address)
        ? Optional.of(v4(address.getAddress(), 2))
        : Optional.empty();
  }

  private static InetAddress v4(byte[] v6, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(v6, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Failed to make an address of four bytes", e);
    }
  }

  private static boolean within(List<Cidr> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Cidr> blocks(String... texts) {
    return Stream.of(texts).map(Cidr::parse).toList();
  }
}
