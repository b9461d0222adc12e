package io.mortise.runtime.call;

import java.net.InetAddress;

/** A block of addresses, such as {@code 10.0.0.0/8}. */
public record Cidr(InetAddress base, int prefix) {
  public static Cidr parse(String text) {
    throw new UnsupportedOperationException("coming");
  }

  public boolean contains(InetAddress address) {
    throw new UnsupportedOperationException("coming");
  }
}
