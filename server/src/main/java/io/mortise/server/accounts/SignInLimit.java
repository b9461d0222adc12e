package io.mortise.server.accounts;

import io.mortise.server.kernel.RateLimit;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: ten attempts a minute for one address and e-mail together, sixty for an
 * address (of IPv6: a /64 network). Nobody can lock somebody else out, because another address has
 * limits of its own.
 */
@Component
class SignInLimit {
  private final RateLimit perAddress = new RateLimit(60);
  private final RateLimit perPerson = new RateLimit(10);

  void take(String address, String email) {
    String from = network(address);
    perAddress.take(from);
    perPerson.take(from + " " + email.strip().toLowerCase(Locale.ROOT));
  }

  /** Of IPv6 the first 64 bits: whoever has one address there has all of them. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    var bytes = InetAddress.ofLiteral(address.replaceAll("%.*", "")).getAddress();
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
  }
}
