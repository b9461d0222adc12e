package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.auth.AccompaniedScheme;
import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.mask.Masker;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.net.ServiceFailed.Failure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How a call treats a scheme that has to see the request. */
class SchemeCallTest {
  private static final List<String> HOSTS = List.of("api.acme.test");

  /** Stands for a signature: shows over which request it was made. */
  private record Signing() implements AuthScheme {
    @Override
    public Set<String> fields() {
      return Set.of();
    }

    @Override
    public OutboundRequest apply(OutboundRequest request, Fields fields) {
      var headers = new LinkedHashMap<>(request.headers());
      headers.put(
          "X-Signed", List.of(request.method() + request.uri().getPath() + headers.keySet()));
      return new OutboundRequest(request.method(), request.uri(), headers, request.body());
    }
  }

  @Test
  void send_schemeThatSigns_signsEachHopAsItIsSent() throws IOException {
    try (var service = TestService.plain();
        var call = call(service.network(), Duration.ofSeconds(10))) {
      service.answers(
          exchange -> {
            boolean first = exchange.getRequestURI().getPath().equals("/a");
            Answer.of(first ? 303 : 200, "", "Location", first ? "/b" : "").to(exchange);
          });
      var request =
          new OutboundRequest(
              "POST",
              URI.create("http://api.acme.test/a"),
              Map.of("Host", List.of("evil.test")),
              null);

      call.send(request, new Signing(), Fields.none(), HOSTS);

      assertThat(service.asked())
          .extracting(asked -> asked.header("x-signed"))
          .containsExactly("POST/a[]", "GET/b[]");
    }
  }

  @Test
  void send_headersBesideASchemeThatSigns_areSignedAndTheirSecretIsMasked() throws IOException {
    var scheme =
        new AccompaniedScheme(new Signing(), Map.of("X-Tenant", Template.parse("t-{pin}")));
    var fields = new Fields(Map.of("pin", new FieldValue.Hidden(Secret.of("4711"))));
    try (var service = TestService.plain();
        var call = call(service.network(), Duration.ofSeconds(10))) {
      service.answers(Answer.of(200, "tenant t-4711", "X-Seen", "t-4711"));
      var request = OutboundRequest.get(URI.create("http://api.acme.test/a"));

      var answer = call.send(request, scheme, fields, HOSTS);

      assertThat(service.asked().getFirst().header("x-signed")).isEqualTo("GET/a[X-Tenant]");
      assertThat(service.asked().getFirst().header("x-tenant")).isEqualTo("t-4711");
      assertThat(new String(answer.body(), UTF_8)).isEqualTo("tenant " + Masker.MASK);
      assertThat(answer.masked()).isEqualTo(2);
    }
  }

  /** The fields are wiped when the call has failed, so nothing made of them may leave any more. */
  @Test
  void send_nameThatResolvesTooLate_isNeverSent() throws Exception {
    try (var service = TestService.plain()) {
      var released = new CountDownLatch(1);
      var principal = new AtomicReference<Thread>();
      Network.Resolver late =
          host -> {
            principal.set(Thread.currentThread());
            awaitUninterrupted(released);
            return service.network().resolver().resolve(host);
          };
      var network = new Network(late, service.network().sockets(), null);
      try (var call = call(network, Duration.ofMillis(200))) {
        var request = OutboundRequest.get(URI.create("http://api.acme.test/a"));
        var failed =
            catchThrowableOfType(
                ServiceFailed.class, () -> call.send(request, new Signing(), Fields.none(), HOSTS));

        released.countDown();
        principal.get().join();

        assertThat(failed.failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(service.asked()).isEmpty();
      }
    }
  }

  private static ConnectorCall call(Network network, Duration total) {
    return new ConnectorCall(
        TestService.LOOPBACK, new CallLimits(Duration.ofSeconds(5), total, 64 * 1024), network);
  }

  /** Like a look-up of the platform, which no interrupt ends; and the interrupt is forgotten. */
  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        continue;
      }
    }
  }
}
