package io.mortise.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.mortise.runtime.TestCredentials;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.auth.AuthScheme;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.ResolvedCredential;
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

  private void send(UUID id, int version, TestTls certificate) {
    var method = TestCredentials.method("http", "certificate");
    var fields =
        TestCredentials.fields(
            method,
            Map.of(
                "allowedHosts", List.of("api.acme.test"),
                "certificate", FILES.get(certificate),
                "passphrase", TestTls.PASSWORD));
    try (var credential = credential(id, version, fields)) {
      AuthScheme scheme = method.scheme();
      call.send(OutboundRequest.get(URI.create("https://api.acme.test/")), scheme, credential);
    }
  }

  private static ResolvedCredential credential(UUID id, int version, Fields fields) {
    return new ResolvedCredential(
        new CredentialId(id),
        "acme",
        new ResolvedCredential.Method("http", "certificate", "certificate"),
        new ResolvedCredential.Token(version, "t" + version, null),
        fields,
        List.of("api.acme.test"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress().getPort());
    shown.add(((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]);
    Answer.of(200, "{}").to(exchange);
  }
}
