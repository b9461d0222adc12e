package io.mortise.server.credentials;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The long form of {@link RefreshStormIT}: some two minutes each. */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RefreshStormSoakIT extends RefreshStormIT {
  @Override
  Size size() {
    return new Size(Duration.ofSeconds(10), 20, 8, 12, Duration.ofSeconds(3));
  }
}
