package io.mortise.server.credentials;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The long form: each change a thousand times. */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoServersSoakIT extends TwoServersIT {
  @Override
  int rounds() {
    return 1_000;
  }
}
