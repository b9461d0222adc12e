package io.mortise.server.signin;

import io.mortise.server.kernel.RateLimit;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.people.PersonRepository;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing without letting anybody lock somebody else out. Only wrong passwords count:
 *
 * <ul>
 *   <li>In a browser that has signed in as this person before: ten a minute, counted for that
 *       browser alone, whatever others do.
 *   <li>Elsewhere: ten a minute for one address and e-mail together (of IPv6: a /64 network).
 *       Another address has a limit of its own.
 *   <li>An address with sixty wrong ones in a minute has only three tries per e-mail and ten
 *       minutes left, so that guessing over many e-mails ends and a person behind the same address
 *       still has a try.
 * </ul>
 *
 * Each check of a password costs a core for a while, so an address has few of them at the same
 * time.
 */
@Component
class SignInLimit {
  private static final int AT_ONCE_PER_ADDRESS = 8;
  private static final int AT_ONCE = 64;

  private final RateLimit perBrowser;
  private final RateLimit perPair;
  private final RateLimit perAddress;
  private final RateLimit afterMany;
  private final RateLimit perSession;
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger allUnderWay = new AtomicInteger();

  SignInLimit(Clock clock) {
    this.perBrowser = new RateLimit(10, Duration.ofMinutes(1), clock);
    this.perPair = new RateLimit(10, Duration.ofMinutes(1), clock);
    this.perAddress = new RateLimit(60, Duration.ofMinutes(1), clock);
    this.afterMany = RateLimit.perInterval(3, Duration.ofMinutes(10), clock);
    this.perSession = new RateLimit(10, Duration.ofMinutes(1), clock);
  }

  /** A try that counts as wrong until it is said to be right. */
  interface Attempt extends AutoCloseable {
    void right();

    @Override
    void close();
  }

  /** A sign-in; {@code knownBrowser} is the token of a browser that is known for this e-mail. */
  Attempt signIn(String address, String email, @Nullable String knownBrowser) {
    if (knownBrowser != null) {
      return attempt(perBrowser, knownBrowser);
    }
    String from = network(address);
    String pair = from + " " + PersonRepository.emailKey(email);
    if (perAddress.isUsedUp(from) || afterMany.isUsedUp(pair)) {
      afterMany.take(pair);
    }
    var attempt = attempt(perPair, pair);
    begin(from);
    perAddress.tryTake(from);
    return new Attempt() {
      @Override
      public void right() {
        attempt.right();
        perAddress.giveBack(from);
        afterMany.giveBack(pair);
      }

      @Override
      public void close() {
        end(from);
      }
    };
  }

  /** Somebody who is signed in shows the password again: only their own session can use this up. */
  Attempt confirm(SessionId session) {
    return attempt(perSession, session.toString());
  }

  /** A wrong setup token; the right one is never refused. */
  void wrongSetupToken(String address) {
    perPair.take(network(address) + " setup");
  }

  private static Attempt attempt(RateLimit limit, String key) {
    limit.take(key);
    return new Attempt() {
      @Override
      public void right() {
        limit.giveBack(key);
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  private void begin(String from) {
    boolean tooMany = allUnderWay.incrementAndGet() > AT_ONCE;
    tooMany |= underWay.merge(from, 1, Integer::sum) > AT_ONCE_PER_ADDRESS;
    if (tooMany) {
      end(from);
      throw Refused.rateLimited(1);
    }
  }

  private void end(String from) {
    allUnderWay.decrementAndGet();
    underWay.computeIfPresent(from, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Of IPv6 the first 64 bits: anyone who has one address there has all of them. */
  private static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    var bytes = InetAddress.ofLiteral(address.replaceAll("%.*", "")).getAddress();
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
  }
}
