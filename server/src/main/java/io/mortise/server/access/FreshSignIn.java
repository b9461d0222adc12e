package io.mortise.server.access;

import io.mortise.server.kernel.Refused;
import java.time.Duration;
import java.time.Instant;

/**
 * Some acts ask that the password was shown within the last 15 minutes. An API key never shows one.
 */
public final class FreshSignIn {
  private static final Duration FRESH = Duration.ofMinutes(15);

  private FreshSignIn() {}

  public static void demand(Caller caller, Instant now) {
    Instant signedIn = caller.origin().signedInAt();
    if (signedIn == null || signedIn.plus(FRESH).isBefore(now)) {
      throw Refused.freshSignInRequired();
    }
  }
}
