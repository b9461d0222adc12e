package io.mortise.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mortise.server.settings.Settings;
import io.mortise.server.settings.SettingsInvalid;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Answers {@code GET /metrics} in the text format of Prometheus; everything else is 404. */
final class MetricsServer implements SmartLifecycle {
  private static final String PATH = "/metrics";
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Settings settings;
  private final MeterRegistry registry;
  private volatile @Nullable HttpServer server;

  MetricsServer(Settings settings, MeterRegistry registry) {
    this.settings = settings;
    this.registry = registry;
  }

  @Override
  public void start() {
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      settings.listening().metricsPort().ifPresent(port -> start(port, prometheus));
    }
  }

  private void start(int port, PrometheusMeterRegistry prometheus) {
    try {
      var address = new InetSocketAddress(settings.listening().address(), port);
      var started = HttpServer.create(address, 0);
      started.createContext("/", exchange -> answer(exchange, prometheus));
      started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      started.start();
      server = started;
    } catch (IOException e) {
      throw new SettingsInvalid(
          "Metrics cannot be served on port "
              + port
              + "; choose another with MORTISE_METRICS_PORT.",
          e);
    }
  }

  private static void answer(HttpExchange exchange, PrometheusMeterRegistry prometheus)
      throws IOException {
    try (exchange) {
      boolean asked =
          exchange.getRequestMethod().equals("GET")
              && exchange.getRequestURI().getPath().equals(PATH);
      if (!asked) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] text = prometheus.scrape().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TYPE);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
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
