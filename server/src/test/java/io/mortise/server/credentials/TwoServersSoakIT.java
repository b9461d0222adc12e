package io.mortise.server.credentials;

import org.junit.jupiter.api.Tag;

/** The long form: each change a thousand times. */
@Tag("soak")
class TwoServersSoakIT extends TwoServersIT {
  @Override
  int rounds() {
    return 1_000;
  }
}
