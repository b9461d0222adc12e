package io.mortise.server.accounts;

import io.mortise.server.kernel.RateLimit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: ten attempts a minute for one address and e-mail together, sixty for an
 * address. Nobody can lock somebody else out, because another address has limits of its own.
 */
@Component
class SignInLimit {
  private final RateLimit perAddress = new RateLimit(60);
  private final RateLimit perPerson = new RateLimit(10);

  void take(String address, String email) {
    perAddress.take(address);
    perPerson.take(address + " " + email.strip().toLowerCase(Locale.ROOT));
  }
}
