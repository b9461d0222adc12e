package io.mortise.server.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Petstore: a REST API on loopback with an API key on its start page, and an OAuth
 * authorization server, so that a first credential needs no account anywhere. Runs where {@code
 * MORTISE_PRACTICE} is true.
 */
@Component
public class PracticeService implements SmartLifecycle {
  private final Settings settings;
  private final JsonMapper json;
  private final Clock clock;
  private volatile @Nullable HttpServer server;

  PracticeService(Settings settings, JsonMapper json, Clock clock) {
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void start() {
    settings.outbound().practicePort().ifPresent(this::start);
  }

  private void start(int port) {
    try {
      var site = PracticeSite.open(settings, port, json, clock);
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var started = HttpServer.create(address, 0);
      started.createContext("/", exchange -> answer(site, exchange));
      started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      started.start();
      server = started;
    } catch (IOException e) {
      throw new SettingsInvalid(
          "The practice service cannot listen on port "
              + port
              + "; choose another with MORTISE_PRACTICE_PORT.",
          e);
    }
  }

  private void answer(PracticeSite site, HttpExchange exchange) throws IOException {
    site.answer(new Exchange(exchange, json));
  }

  @Override
  public void stop() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }
}
