package io.mortise.server.access;

import io.mortise.server.kernel.Refused;
import java.time.Duration;
import java.time.Instant;

/**
 * Some actions need a session whose password was given within the last 15 minutes. An API key never
 * has one.
 */
public final class FreshSignIn {
  private static final Duration FRESH = Duration.ofMinutes(15);

  private FreshSignIn() {}

  public static void require(Principal principal, Instant now) {
    if (!(principal instanceof Principal.SignedIn person)
        || person.confirmedAt().plus(FRESH).isBefore(now)) {
      throw Refused.freshSignInRequired();
    }
  }
}
