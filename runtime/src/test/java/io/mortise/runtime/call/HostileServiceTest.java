package io.mortise.runtime.call;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.call.ServiceFailed.Failure;
import io.mortise.runtime.call.TestService.Answer;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services that hang, drip, flood or pack too tightly. */
class HostileServiceTest {
  private static final String SECRET = "fake-secret-0001";
  private static final List<String> HOSTS = List.of("api.acme.test");
  private static final CallLimits SHORT =
      new CallLimits(Duration.ofSeconds(1), Duration.ofMillis(1500), 64 * 1024);

  private final AuthMethod bearer = method("http", "bearer");
  private final Fields fields =
      fields(bearer, Map.of("token", SECRET, "allowedHosts", List.of("api.acme.test")));

  private TestService service;
  private ConnectorCall call;

  @BeforeEach
  void start() throws IOException {
    service = TestService.plain();
    call = new ConnectorCall(TestService.LOOPBACK, SHORT, service.network());
  }

  @AfterEach
  void stop() {
    call.close();
    service.close();
  }

  @Test
  void send_hangingService_isBrokenOff() {
    service.answers(exchange -> pause(5_000));

    assertTimedOut();
  }

  @Test
  void send_drippingService_isBrokenOff() {
    service.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 50; i++) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            pause(100);
          }
        });

    assertTimedOut();
  }

  @Test
  void send_nameThatIsLookedUpForEver_isBrokenOff() {
    var network =
        new Network(
            host -> {
              pause(5_000);
              return new InetAddress[0];
            },
            Socket::new,
            null);
    try (var slow = new ConnectorCall(TestService.LOOPBACK, SHORT, network)) {
      var failed =
          catchThrowableOfType(ServiceFailed.class, () -> send(slow, "http://api.acme.test/"));

      assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT);
    }
  }

  @Test
  void send_endlessOrHugeAnswer_isBounded() {
    service.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var block = new byte[8192];
          while (true) {
            exchange.getResponseBody().write(block);
          }
        });
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);

    service.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
        });
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void send_compressedAnswer_isUnpackedWithinBounds() throws IOException {
    service.answers(gzip(("x" + SECRET).getBytes(UTF_8)));
    assertThat(new String(send("http://api.acme.test/").body(), UTF_8)).isEqualTo("x•••");

    service.answers(Answer.of(401, "", "Content-Encoding", "gzip"));
    assertThat(send("http://api.acme.test/").status()).isEqualTo(401);

    service.answers(gzip(new byte[20 * 1024 * 1024]));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);

    service.answers(Answer.of(200, "x", "Content-Encoding", "br"));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.NETWORK);

    service.answers(Answer.of(200, "not gzip", "Content-Encoding", "gzip"));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.NETWORK);
  }

  @Test
  void send_redirectsInCircles_end() {
    service.answers(Answer.of(302, "", "Location", "/again"));

    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.REDIRECT);
  }

  private CallAnswer send(String uri) {
    return send(call, uri);
  }

  private CallAnswer send(ConnectorCall through, String uri) {
    return through.send(OutboundRequest.get(URI.create(uri)), bearer.scheme(), fields, HOSTS);
  }

  private Failure failure(String uri) {
    return catchThrowableOfType(ServiceFailed.class, () -> send(uri)).failure();
  }

  private void assertTimedOut() {
    long start = System.nanoTime();

    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  private static Answer gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, packed.size());
      packed.writeTo(exchange.getResponseBody());
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
