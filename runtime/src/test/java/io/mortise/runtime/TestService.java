package io.mortise.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.mortise.runtime.net.Cidr;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A service on loopback that answers as it is told and remembers what it was asked. Calls made
 * through {@link #network} find it under every name and port.
 */
public final class TestService implements AutoCloseable {
  public static final OutboundPolicy LOOPBACK =
      new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(), OptionalInt.empty());

  /** What was asked; header names in lower case. */
  public record Asked(
      String method, String target, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** How to answer. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;

    static Answer of(int status, String body, String... headers) {
      return exchange -> {
        for (int i = 0; i < headers.length; i += 2) {
          exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }
  }

  private final HttpServer server;
  private final @Nullable TestTls tls;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = Answer.of(200, "");

  private TestService(HttpServer server, @Nullable TestTls tls) {
    this.server = server;
    this.tls = tls;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public static TestService plain() throws IOException {
    return new TestService(HttpServer.create(loopback(), 0), null);
  }

  public static TestService secured(TestTls tls) throws IOException {
    return secured(tls, tls.server());
  }

  /**
   * @param context decides which client certificates are trusted
   */
  public static TestService secured(TestTls tls, SSLContext context) throws IOException {
    var server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    return new TestService(server, tls);
  }

  public void answers(Answer next) {
    asked.clear();
    answer = next;
  }

  public List<Asked> asked() {
    return asked;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public Network network() {
    return new Network(
        host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
        () -> new Redirected(server.getAddress()),
        tls == null ? null : tls.trust());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(exchange.getRequestHeaders());
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(
          new Asked(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
      answer.to(exchange);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static final class Redirected extends Socket {
    private final InetSocketAddress target;

    Redirected(InetSocketAddress target) {
      this.target = target;
    }

    @Override
    public void connect(SocketAddress asked, int timeout) throws IOException {
      super.connect(target, timeout);
    }
  }
}
