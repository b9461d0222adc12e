package io.mortise.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A service on loopback that answers as it is told, and remembers what it was asked. */
public final class DialectServer implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Dialect dialect = exchange -> send(exchange, 200, "{\"ok\":true}");

  /** How an exchange is answered. */
  @FunctionalInterface
  public interface Dialect {
    void answer(HttpExchange exchange) throws IOException;
  }

  /**
   * A request as it arrived; names of headers as the JDK writes them, such as {@code X-api-key}.
   */
  public record Seen(String method, String target, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  private DialectServer(HttpServer server) {
    this.server = server;
  }

  /** Answers 200 to everything until told otherwise. */
  public static DialectServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var dialect = new DialectServer(server);
      server.createContext("/", dialect::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return dialect;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DialectServer answers(int status, String body) {
    return speaks(exchange -> send(exchange, status, body));
  }

  /** Takes this bearer token and refuses any other with 401. */
  public DialectServer accepts(String token) {
    return speaks(
        exchange -> {
          boolean right =
              ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          send(
              exchange,
              right ? 200 : 401,
              right ? "{\"ok\":true}" : "{\"error\":\"unknown token\"}");
        });
  }

  public DialectServer redirectsTo(String address) {
    return speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Location", address);
          send(exchange, 302, "");
        });
  }

  /** Never answers, until this service is closed. */
  public DialectServer hangs() {
    return speaks(
        exchange -> {
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Says JSON and sends none. */
  public DialectServer answersGarbage() {
    return speaks(exchange -> send(exchange, 200, "\u0000\u0001{\"half\": <html>"));
  }

  public DialectServer speaks(Dialect other) {
    dialect = other;
    return this;
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://" + host() + path;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  public void forget() {
    seen.clear();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    dialect.answer(exchange);
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
    exchange.close();
  }
}
