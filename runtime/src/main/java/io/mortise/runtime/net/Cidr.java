package io.mortise.runtime.net;

import java.net.InetAddress;

/** A block of addresses, such as {@code 10.0.0.0/8}. */
public record Cidr(InetAddress base, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > base.getAddress().length * 8) {
      throw new IllegalArgumentException("A network must be written as address/prefix: 10.0.0.0/8");
    }
  }

  /**
   * @throws IllegalArgumentException if the text is neither {@code address/prefix} nor an address
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    var base = InetAddress.ofLiteral((slash < 0 ? text : text.substring(0, slash)).strip());
    int whole = base.getAddress().length * 8;
    return new Cidr(base, slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1).strip()));
  }

  public boolean contains(InetAddress address) {
    var mine = base.getAddress();
    var other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += 8) {
      int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefix;
  }
}
