package io.mortise.server.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Registered for every test class: a test that awaits something ends as soon as it is there, so on
 * a slow machine it may wait long. What never comes is ended by the time-out of the test.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
