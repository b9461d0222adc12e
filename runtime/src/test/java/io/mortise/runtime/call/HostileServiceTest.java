package io.mortise.runtime.call;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.net.ServiceFailed.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.GZIPInputStream;
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
  void send_severalCodings_areUndoneInTheirOrder() throws IOException {
    byte[] twice = packed(deflated(packed(("x" + SECRET).getBytes(UTF_8))));
    service.answers(coded(twice, "gzip, identity", "deflate, GZIP"));
    assertThat(new String(send("http://api.acme.test/").body(), UTF_8)).isEqualTo("x•••");

    service.answers(coded(rawDeflated(("x" + SECRET).getBytes(UTF_8)), "deflate"));
    assertThat(new String(send("http://api.acme.test/").body(), UTF_8)).isEqualTo("x•••");

    service.answers(coded(packed(new byte[0]), "gzip, zstd"));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.NETWORK);

    service.answers(coded(packed(new byte[0]), "gzip, gzip, gzip, gzip"));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.NETWORK);
  }

  @Test
  void send_gzipThatDoesNotSaySo_isSearched() throws IOException {
    byte[] harmless = packed("nothing to see".getBytes(UTF_8));
    service.answers(coded(harmless));
    assertThat(send("http://api.acme.test/").body()).isEqualTo(harmless);

    service.answers(coded(packed(("x" + SECRET).getBytes(UTF_8))));
    assertThat(unpacked(send("http://api.acme.test/").body())).isEqualTo("x•••");

    service.answers(coded(packed(packed(packed(("x" + SECRET).getBytes(UTF_8))))));
    var nested = send("http://api.acme.test/");
    assertThat(nested.masked()).isEqualTo(1);
    assertThat(unpacked(gunzip(gunzip(nested.body())))).isEqualTo("x•••");

    service.answers(coded(packed(packed(packed(packed(new byte[1]))))));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);

    service.answers(coded(packed(new byte[20 * 1024 * 1024])));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void send_damagedGzip_isPassedOnOnlyWithoutASecret() throws IOException {
    byte[] harmless = Arrays.copyOf(packed(new byte[1_000]), 20);
    service.answers(coded(harmless));
    assertThat(send("http://api.acme.test/").body()).isEqualTo(harmless);

    byte[] random = new byte[10_000];
    new Random(3).nextBytes(random);
    byte[] telling = packed((SECRET + Base64.getEncoder().encodeToString(random)).getBytes(UTF_8));
    service.answers(coded(Arrays.copyOf(telling, telling.length - 2_000)));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.NETWORK);

    var onlyBegins = "\u001f\u008b" + SECRET;
    service.answers(coded(onlyBegins.getBytes(ISO_8859_1)));
    assertThat(new String(send("http://api.acme.test/").body(), UTF_8)).endsWith("•••");
    service.answers(coded(packed(onlyBegins.getBytes(ISO_8859_1))));
    assertThat(unpacked(send("http://api.acme.test/").body())).endsWith("•••");
  }

  @Test
  void send_masking_givesItsMemoryBackWhateverHappens() throws IOException {
    int all = call.freeMemory();
    service.answers(gzip(("x" + SECRET).getBytes(UTF_8)));
    send("http://api.acme.test/");
    service.answers(Answer.of(200, "x".repeat(70_000)));
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TOO_LARGE);
    service.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[20_000]);
          exchange.getResponseBody().flush();
          pause(5_000);
        });
    // On a slow machine the time is over before the answer begins; the memory comes back alike.
    assertThat(failure("http://api.acme.test/")).isEqualTo(Failure.TIMEOUT);

    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (call.freeMemory() != all && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(call.freeMemory()).isEqualTo(all);
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
    return coded(packed(content), "gzip");
  }

  private static Answer coded(byte[] content, String... codings) {
    return exchange -> {
      for (var coding : codings) {
        exchange.getResponseHeaders().add("Content-Encoding", coding);
      }
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  private static byte[] packed(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] deflated(byte[] content) throws IOException {
    return new DeflaterInputStream(new ByteArrayInputStream(content)).readAllBytes();
  }

  private static byte[] rawDeflated(byte[] content) throws IOException {
    return new DeflaterInputStream(new ByteArrayInputStream(content), new Deflater(9, true))
        .readAllBytes();
  }

  private static byte[] gunzip(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static String unpacked(byte[] packed) throws IOException {
    return new String(gunzip(packed), UTF_8);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
