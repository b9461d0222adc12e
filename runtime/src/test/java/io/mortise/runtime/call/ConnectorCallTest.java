package io.mortise.runtime.call;

import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.auth.NoScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.HostNotAllowed;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.net.ServiceFailed;
import io.mortise.runtime.net.ServiceFailed.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorCallTest {
  private static final String SECRET = "fake-secret-0001";
  private static final List<String> HOSTS = List.of("api.acme.test", "*.acme.test:8080");
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 64 * 1024);

  private final AuthMethod bearer = method("http", "bearer");
  private final Fields fields =
      fields(bearer, Map.of("token", SECRET, "allowedHosts", List.of("api.acme.test")));

  private TestService service;
  private ConnectorCall call;

  @BeforeEach
  void start() throws IOException {
    service = TestService.plain();
    call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network());
  }

  @AfterEach
  void stop() {
    call.close();
    service.close();
  }

  @Test
  void send_hostOutsideTheSealedOnes_isRefusedUnsent() {
    for (var uri :
        List.of("http://evil.test/", "http://api.acme.test:8081/", "http://me@api.acme.test/")) {
      assertThatThrownBy(() -> send(uri)).as(uri).isInstanceOf(HostNotAllowed.class);
    }
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void send_callersHeaders_cannotReplaceOrSteer() {
    var request =
        new OutboundRequest(
            "POST",
            URI.create("http://api.acme.test/x?a=1"),
            Map.of(
                "authorization", List.of("Bearer other"),
                "Host", List.of("evil.test"),
                "Content-Length", List.of("3"),
                "X-Mine", List.of("a", "b")),
            "body".getBytes(UTF_8));

    call.send(request, bearer.scheme(), fields, HOSTS);

    var asked = service.asked().getFirst();
    assertThat(asked.header("authorization")).isEqualTo("Bearer " + SECRET);
    assertThat(asked.header("host")).isEqualTo("api.acme.test");
    assertThat(asked.header("x-mine")).isEqualTo("a,b");
    assertThat(asked.target()).isEqualTo("/x?a=1");
    assertThat(asked.body()).isEqualTo("body");
  }

  @Test
  void send_headerInjectionByTheCaller_isRefused() {
    var request =
        new OutboundRequest(
            "GET",
            URI.create("http://api.acme.test/"),
            Map.of("X-A", List.of("a\r\nX-B: c")),
            null);

    assertThatThrownBy(() -> call.send(request, bearer.scheme(), fields, HOSTS))
        .hasMessageContaining("cannot carry");
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void send_methodThatIsNoneOrEchoes_isRefused() {
    for (var method : List.of("GET / HTTP/1.1\r\nX-A:", "TRACE", "CONNECT", "get", "")) {
      var request =
          new OutboundRequest(method, URI.create("http://api.acme.test/"), Map.of(), null);

      assertThatThrownBy(() -> call.send(request, bearer.scheme(), fields, HOSTS))
          .as(method)
          .hasMessageContaining("not supported");
    }
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void send_keyInQuery_replacesTheCallersOwn() {
    var key = method("http", "api_key");
    var query =
        fields(
            key,
            Map.of(
                "key", "a&b=c", "in", "query", "name", "key", "allowedHosts", List.of("x.test")));

    call.send(
        OutboundRequest.get(URI.create("http://api.acme.test/x?key=mine&k%65y=mine&z=%26#f")),
        key.scheme(),
        query,
        HOSTS);

    assertThat(service.asked().getFirst().target()).isEqualTo("/x?z=%26&key=a%26b%3Dc");
  }

  @Test
  void send_answerThatEchoesTheSecret_isMasked() {
    var pair = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    service.answers(
        Answer.of(200, "{\"t\":\"" + SECRET + "\",\"b\":\"" + pair + "\"}", "X-Echo", SECRET));

    var answer = send("http://api.acme.test/");

    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"t\":\"•••\",\"b\":\"•••\"}");
    assertThat(answer.headers().get("x-echo")).containsExactly("***");
    assertThat(answer.masked()).isEqualTo(3);
  }

  @Test
  void send_echoOfALongSecret_isMaskedHoweverItIsEscaped() {
    var secret = "f4ke\"\\/!".repeat(1_000);
    var escaped = new StringBuilder();
    secret.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    service.answers(Answer.of(200, "{\"t\":\"" + escaped + "\"}"));
    var key = method("http", "api_key");
    var long8000 =
        fields(
            key,
            Map.of("key", secret, "in", "query", "name", "k", "allowedHosts", List.of("x.test")));

    var answer =
        call.send(
            OutboundRequest.get(URI.create("http://api.acme.test/")),
            key.scheme(),
            long8000,
            HOSTS);

    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"t\":\"•••\"}");
  }

  @Test
  void send_contentTypeThatIsASecret_isLeft() {
    var headers = method("http", "custom_headers");
    var accept =
        fields(
            headers,
            Map.of(
                "headers",
                Map.of("Accept", "application/json"),
                "allowedHosts",
                List.of("api.acme.test")));
    service.answers(
        Answer.of(200, "{}", "Content-Type", "application/json", "X-Type", "application/json"));

    var answer =
        call.send(
            OutboundRequest.get(URI.create("http://api.acme.test/")),
            headers.scheme(),
            accept,
            HOSTS);

    assertThat(answer.headers().get("content-type")).containsExactly("application/json");
    assertThat(answer.headers().get("x-type")).containsExactly("***");
  }

  @Test
  void send_redirectThatHoldsTheSecret_isFollowedWithIt() {
    service.answers(
        exchange -> {
          boolean first = exchange.getRequestURI().getPath().equals("/a");
          Answer.of(first ? 302 : 200, "", "Location", first ? "/b/" + SECRET : "").to(exchange);
        });

    send("http://api.acme.test/a");

    assertThat(service.asked().get(1).target()).isEqualTo("/b/" + SECRET);
  }

  @Test
  void send_redirectToSealedHost_isFollowedWithTheSecret() {
    service.answers(
        exchange -> {
          boolean first = exchange.getRequestURI().getPath().equals("/a");
          var to = first ? "http://b.acme.test:8080/b" : "";
          Answer.of(first ? 307 : 200, "", "Location", to).to(exchange);
        });

    assertThat(send("http://api.acme.test/a").status()).isEqualTo(200);
    assertThat(service.asked()).hasSize(2);
    assertThat(service.asked().get(1).header("host")).isEqualTo("b.acme.test:8080");
  }

  @Test
  void send_redirectElsewhere_isAnsweredUnfollowed() {
    for (var to : List.of("http://evil.test/", "//evil.test/", "file:///etc/passwd", "http://[")) {
      service.answers(Answer.of(302, "", "Location", to));

      assertThat(send("http://api.acme.test/").status()).as(to).isEqualTo(302);
      assertThat(service.asked()).hasSize(1);
    }
  }

  @Test
  void send_plainToAPublicAddress_isRefusedUnsent() {
    var network =
        new Network(
            host -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8")}, Socket::new, null);
    try (var strict = new ConnectorCall(OutboundPolicy.strict(), LIMITS, network)) {
      var failed =
          catchThrowableOfType(ServiceFailed.class, () -> send(strict, "http://api.acme.test/"));

      assertThat(failed.failure()).isEqualTo(Failure.ADDRESS_REFUSED);
    }
  }

  @Test
  void send_nameThatLeadsInside_isRefusedUnsent() {
    try (var strict = new ConnectorCall(OutboundPolicy.strict(), LIMITS, service.network())) {
      var failed =
          catchThrowableOfType(ServiceFailed.class, () -> send(strict, "https://api.acme.test/"));

      assertThat(failed.failure()).isEqualTo(Failure.ADDRESS_REFUSED);
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void send_certificateForAnotherHost_isRefused() throws IOException {
    var tls = TestTls.forHosts("other.acme.test");
    try (var secured = TestService.secured(tls);
        var toSecured = new ConnectorCall(TestService.LOOPBACK, LIMITS, secured.network())) {
      var failed =
          catchThrowableOfType(
              ServiceFailed.class, () -> send(toSecured, "https://api.acme.test/"));

      assertThat(failed.failure()).isEqualTo(Failure.TLS);
      assertThat(secured.asked()).isEmpty();
    }
  }

  @Test
  void send_unreachableService_saysSoWithoutTheSecret() {
    service.close();

    var failed = catchThrowableOfType(ServiceFailed.class, () -> send("http://api.acme.test/"));

    assertThat(failed.failure()).isEqualTo(Failure.NETWORK);
    assertThat(failed.code()).isEqualTo("service_failed");
    assertThat(failed.detail()).doesNotContain(SECRET);
  }

  @Test
  void send_withoutAuth_addsNothing() {
    call.send(
        OutboundRequest.get(URI.create("http://api.acme.test/")),
        new NoScheme(),
        Fields.none(),
        HOSTS);

    assertThat(service.asked().getFirst().headers()).doesNotContainKey("authorization");
  }

  private CallAnswer send(String uri) {
    return send(call, uri);
  }

  private CallAnswer send(ConnectorCall through, String uri) {
    return through.send(OutboundRequest.get(URI.create(uri)), bearer.scheme(), fields, HOSTS);
  }
}
