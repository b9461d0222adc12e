package io.mortise.server;

import io.mortise.server.settings.Settings;
import java.time.Clock;
import org.springframework.context.ConfigurableApplicationContext;

/** Lets tests in other packages start a server under a clock of their own. */
public final class ServerStarter {
  private ServerStarter() {}

  public static ConfigurableApplicationContext start(Settings settings, Clock clock) {
    return MortiseServer.start(settings, clock);
  }
}
