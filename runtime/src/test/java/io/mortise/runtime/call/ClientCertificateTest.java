package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.auth.AccompaniedScheme;
import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.Template;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.ResolvedCredential;
import io.mortise.runtime.credential.Secret;
import io.mortise.runtime.mask.Masker;
import io.mortise.runtime.net.Network;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that show a certificate are kept for the credential whose certificate it is. */
class ClientCertificateTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 64 * 1024);
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  private static TestTls tls;
  private static TestTls old;
  private static TestTls rotated;

  /** Made once, as no two files are alike. */
  private static final Map<TestTls, String> FILES = new HashMap<>();

  private final List<Integer> connections = new CopyOnWriteArrayList<>();
  private final List<Certificate> shown = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private TestService service;
  private ConnectorCall call;

  @BeforeAll
  static void makeCertificates() {
    tls = TestTls.forHosts("api.acme.test");
    old = TestTls.forHosts("old.acme.test");
    rotated = TestTls.forHosts("rotated.acme.test");
    FILES.put(old, old.pkcs12());
    FILES.put(rotated, rotated.pkcs12());
  }

  @BeforeEach
  void start() throws IOException {
    service = TestService.secured(tls, tls.serverTrusting(old, rotated));
    service.answers(this::answer);
    var network = service.network();
    Supplier<Socket> noting =
        () -> {
          var socket = network.sockets().get();
          sockets.add(socket);
          return socket;
        };
    call =
        new ConnectorCall(
            TestService.LOOPBACK, LIMITS, new Network(network.resolver(), noting, network.trust()));
  }

  @AfterEach
  void end() {
    call.close();
    service.close();
  }

  @Test
  void send_sameCredentialAgain_keepsItsConnection() throws GeneralSecurityException {
    send(FIRST, 1, old);
    send(FIRST, 1, old);
    send(FIRST, 1, old);

    assertThat(connections).hasSize(3);
    assertThat(connections.stream().distinct()).hasSize(1);
    assertThat(shown).containsOnly(old.keys().getCertificate("test"));
  }

  @Test
  void send_anotherCredentialWithTheSameCertificate_makesAConnectionOfItsOwn() {
    send(FIRST, 1, old);
    send(SECOND, 1, old);
    send(FIRST, 1, old);

    assertThat(connections.get(1)).isNotEqualTo(connections.get(0));
    assertThat(connections.get(2)).isEqualTo(connections.get(0));
  }

  @Test
  void send_rotatedCertificate_isShownAtOnceAndOnly() throws GeneralSecurityException {
    send(FIRST, 1, old);
    send(FIRST, 2, rotated);
    send(FIRST, 2, rotated);

    assertThat(shown)
        .containsExactly(
            old.keys().getCertificate("test"),
            rotated.keys().getCertificate("test"),
            rotated.keys().getCertificate("test"));
    assertThat(connections.stream().distinct()).hasSize(2);
  }

  /** Of an engine that still holds the older version while others have the new one. */
  @Test
  void send_olderCertificateAgain_showsTheOlderOne() throws GeneralSecurityException {
    send(FIRST, 2, rotated);
    send(FIRST, 1, old);

    assertThat(shown.getLast()).isEqualTo(old.keys().getCertificate("test"));
  }

  /** The client of the replaced certificate is closed with its connections. */
  @Test
  void send_rotatedCertificate_closesTheConnectionsOfTheOldOne() throws Exception {
    send(FIRST, 1, old);
    var before = sockets.getFirst();
    send(FIRST, 2, rotated);

    assertThat(before.isClosed()).isTrue();
    assertThat(sockets.getLast().isClosed()).isFalse();
    call.close();
    assertThat(sockets.getLast().isClosed()).isTrue();
  }

  @Test
  void send_headersBesideTheCertificate_arriveAndTheirSecretIsMasked()
      throws GeneralSecurityException {
    var scheme =
        new AccompaniedScheme(
            TestCredentials.method("http", "certificate").scheme(),
            Map.of("X-Tenant", Template.parse("t-{pin}"), "X-Absent", Template.parse("{gone}")));
    var fields = new HashMap<>(fields(old).asMap());
    fields.put("pin", new FieldValue.Hidden(Secret.of("4711")));
    service.answers(this::echo);

    var answer = send(FIRST, 1, scheme, new Fields(fields));

    assertThat(shown).containsExactly((Certificate) old.keys().getCertificate("test"));
    assertThat(service.asked().getFirst().header("x-tenant")).isEqualTo("t-4711");
    assertThat(service.asked().getFirst().headers()).doesNotContainKey("X-Absent");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"tenant\":\"" + Masker.MASK + "\"}");
    assertThat(answer.masked()).isEqualTo(1);
  }

  private void send(UUID id, int version, TestTls certificate) {
    var scheme = TestCredentials.method("http", "certificate").scheme();
    var unused = send(id, version, scheme, fields(certificate));
  }

  private CallAnswer send(UUID id, int version, AuthScheme scheme, Fields fields) {
    try (var credential = credential(id, version, fields)) {
      return call.send(
          OutboundRequest.get(URI.create("https://api.acme.test/")), scheme, credential);
    }
  }

  private static Fields fields(TestTls certificate) {
    return TestCredentials.fields(
        TestCredentials.method("http", "certificate"),
        Map.of(
            "allowedHosts", List.of("api.acme.test"),
            "certificate", FILES.get(certificate),
            "passphrase", TestTls.PASSWORD));
  }

  private static ResolvedCredential credential(UUID id, int version, Fields fields) {
    return new ResolvedCredential(
        new CredentialId(id),
        "acme",
        new ResolvedCredential.Method("http", "certificate", "certificate"),
        ResolvedCredential.Token.ofSecret(version, "t" + version, null),
        fields,
        List.of("api.acme.test"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress().getPort());
    shown.add(((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
    Answer.of(200, "{}").to(exchange);
  }

  private void echo(HttpExchange exchange) throws IOException {
    shown.add(((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
    var tenant = exchange.getRequestHeaders().getFirst("X-Tenant");
    Answer.of(200, "{\"tenant\":\"" + tenant + "\"}", "Content-Type", "application/json")
        .to(exchange);
  }
}
