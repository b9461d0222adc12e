package io.mortise.runtime.probe;

import static io.mortise.runtime.TestCredentials.CATALOGUE;
import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static io.mortise.runtime.TestCredentials.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsExchange;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.call.ConnectorCall;
import io.mortise.runtime.catalogue.Catalogue;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.net.ServiceFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbeEngineTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(6), 64 * 1024);
  private static final Map<String, Object> BEARER =
      Map.of("token", "fake-token", "allowedHosts", List.of("api.acme.test"));

  @Test
  void probe_withoutTestAddress_isNoProbe() throws IOException {
    try (var service = TestService.plain()) {
      assertThatThrownBy(() -> probeHttp(service, "bearer", BEARER))
          .isInstanceOf(NothingToTest.class);
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void probe_genericHttp_goesByTheStatus() throws IOException {
    var json = with(BEARER, "testUrl", "http://api.acme.test/me");
    try (var service = TestService.plain()) {
      assertThat(probeHttp(service, "bearer", json, 204).ok()).isTrue();
      assertThat(probeHttp(service, "bearer", json, 401).reason()).isEqualTo(Reason.UNAUTHORIZED);
      assertThat(probeHttp(service, "bearer", json, 403).reason()).isEqualTo(Reason.FORBIDDEN);
      assertThat(probeHttp(service, "bearer", json, 404).reason()).isEqualTo(Reason.NOT_FOUND);
      assertThat(probeHttp(service, "bearer", json, 407).reason()).isEqualTo(Reason.WRONG_HOST);
      assertThat(probeHttp(service, "bearer", json, 429).reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(probeHttp(service, "bearer", json, 500).reason()).isEqualTo(Reason.UNEXPECTED);
    }
  }

  @Test
  void probe_practiceService_overPlainHttpOnItsPortOnly() throws IOException {
    try (var service = TestService.plain()) {
      service.answers(Answer.of(200, "{\"name\":\"Kim\"}"));
      var practice = Catalogue.practice(service.port());
      var policy = new OutboundPolicy(List.of(), Set.of(), OptionalInt.of(service.port()));
      var method = practice.method("api_key").orElseThrow();
      var fields = fields(method, Map.of("key", "fake-key"));
      try (var call = new ConnectorCall(policy, LIMITS)) {
        var engine = engine(call);

        var result = engine.probe(practice, method, fields, method.destinations(fields));

        assertThat(result.ok()).as(result.toString()).isTrue();
        assertThat(result.identity()).isEqualTo("Kim");
        assertThat(service.asked().getFirst().header("x-api-key")).isEqualTo("fake-key");
        assertThat(service.asked().getFirst().target()).isEqualTo("/v1/me");

        service.answers(Answer.of(401, "{}"));
        var refused = engine.probe(practice, method, fields, method.destinations(fields));
        assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORIZED);
        assertThat(refused.remedy()).contains("http://localhost:" + service.port());
      }
    }
  }

  @Test
  void probe_clientCertificate_isShown() throws Exception {
    var tls = TestTls.forHosts("api.acme.test");
    var pem = Base64.getMimeEncoder();
    var key = tls.keys().getKey("test", "changeit".toCharArray()).getEncoded();
    var certificate = tls.keys().getCertificate("test").getEncoded();
    var json =
        Map.of(
            "certificate", block("CERTIFICATE", pem.encodeToString(certificate)),
            "privateKey", block("PRIVATE KEY", pem.encodeToString(key)),
            "allowedHosts", List.of("api.acme.test"),
            "testUrl", "https://api.acme.test/me");
    try (var service = TestService.secured(tls)) {
      service.answers(
          exchange -> {
            var session = ((HttpsExchange) exchange).getSSLSession();
            Answer.of(session.getPeerPrincipal().getName().equals("CN=test") ? 200 : 401, "")
                .to(exchange);
          });

      assertThat(probeHttp(service, "certificate", json).ok()).isTrue();
    }
  }

  @Test
  void read_unreadableCertificate_isRefused() {
    var json =
        Map.of(
            "certificate", block("CERTIFICATE", "AAAA"),
            "privateKey", block("PRIVATE KEY", "AAAA"),
            "allowedHosts", List.of("api.acme.test"));

    assertThat(method("http", "certificate").read(json, Set.of()).errors()).hasSize(1);
  }

  @Test
  void probe_garbageAnswers_areUnexpected() throws IOException {
    var slack = method("slack", "bot_token");
    try (var service = TestService.secured(TestTls.forHosts("slack.com"));
        var call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network())) {
      var engine = engine(call);
      var fields = fields(slack, Map.of("token", "xoxb-fake"));
      for (var body : List.of("", "<html>", "{\"ok\":", "[".repeat(5_000), "null", "\u0000")) {
        service.answers(Answer.of(200, body));

        var result =
            engine.probe(
                CATALOGUE.find("slack").orElseThrow(), slack, fields, List.of("slack.com"));

        assertThat(result.reason()).as(body).isEqualTo(Reason.UNEXPECTED);
      }
    }
  }

  @Test
  void probe_serviceThatEchoesTheSecret_neverShowsIt() throws IOException {
    var slack = method("slack", "bot_token");
    try (var service = TestService.secured(TestTls.forHosts("slack.com"));
        var call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network())) {
      var engine = engine(call);
      var fields = fields(slack, Map.of("token", "xoxb-fake-echo"));
      service.answers(Answer.of(200, "{\"ok\":true,\"user\":\"xoxb-fake-echo\",\"team\":\"T\"}"));

      var result =
          engine.probe(CATALOGUE.find("slack").orElseThrow(), slack, fields, List.of("slack.com"));

      assertThat(result.identity()).isEqualTo("••• in T");
    }
  }

  @Test
  void probe_hostsThatAreNotSealed_isWrongHost() throws IOException {
    var slack = method("slack", "bot_token");
    try (var service = TestService.plain();
        var call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network())) {
      var engine = engine(call);
      var fields = fields(slack, Map.of("token", "xoxb-fake"));

      var result =
          engine.probe(CATALOGUE.find("slack").orElseThrow(), slack, fields, List.of("other.test"));

      assertThat(result.reason()).isEqualTo(Reason.WRONG_HOST);
      assertThat(service.asked()).isEmpty();
    }
  }

  @Test
  void finding_callWithoutAnswer_saysWhatToDo() {
    for (var failure : ServiceFailed.Failure.values()) {
      var finding = ProbeFinding.of(new ServiceFailed(failure, "It failed."));

      assertThat(finding.remedy()).as(failure.name()).isNotBlank();
    }
  }

  /** The message says what is wrong and the remedy what to do, neither says both. */
  @Test
  void probe_addressThatMortiseMayNotCall_hasAReasonAndOneRemedy() {
    var bearer = method("http", "bearer");
    var fields =
        fields(
            bearer,
            Map.of(
                "token", "fake",
                "allowedHosts", List.of("api.acme.test"),
                "testUrl", "https://api.acme.test/"));
    var inside =
        new Network(
            host -> new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")}, Socket::new, null);
    try (var call = new ConnectorCall(OutboundPolicy.strict(), LIMITS, inside)) {
      var result =
          engine(call)
              .probe(
                  CATALOGUE.find("http").orElseThrow(),
                  bearer,
                  fields,
                  bearer.destinations(fields));

      assertThat(result.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
      assertThat(result.message()).doesNotContain("MORTISE_OUTBOUND_ALLOW", "administrator");
      assertThat(result.remedy()).contains("MORTISE_OUTBOUND_ALLOW");
      assertThat(result.latency()).isNull();
    }
  }

  @Test
  void probe_answer_hasALatencyAndSilenceNone() throws IOException {
    Map<String, ?> json =
        Map.of(
            "token", "fake",
            "allowedHosts", List.of("api.acme.test"),
            "testUrl", "http://api.acme.test/");
    try (var service = TestService.plain()) {
      assertThat(probeHttp(service, "bearer", json, 200).latency()).isNotNull();
      assertThat(probeHttp(service, "bearer", json, 401).latency()).isNotNull();
      service.close();
      assertThat(probeHttp(service, "bearer", json).latency()).isNull();
    }
  }

  @Test
  void probe_kindThatNoProbeMakes_isAFaultOfTheWiring() {
    var postgres = method("postgresql", "database");
    try (var call = new ConnectorCall(OutboundPolicy.strict(), LIMITS)) {
      assertThatThrownBy(
              () ->
                  engine(call)
                      .probe(
                          CATALOGUE.find("postgresql").orElseThrow(),
                          postgres,
                          Fields.none(),
                          List.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("postgresql");
    }
  }

  @Test
  void probe_withoutANetwork_saysNothingAboutTheCredential() {
    var bearer = method("http", "bearer");
    var fields =
        fields(
            bearer,
            Map.of(
                "token", "fake",
                "allowedHosts", List.of("api.acme.test"),
                "testUrl", "https://api.acme.test/"));
    var offline =
        new Network(
            host -> {
              throw new UnknownHostException(host);
            },
            Socket::new,
            null);
    try (var call = new ConnectorCall(OutboundPolicy.strict(), LIMITS, offline)) {
      var engine = engine(call);
      var http = CATALOGUE.find("http").orElseThrow();

      var first = engine.probe(http, bearer, fields, bearer.destinations(fields));
      call.ownNetwork().answered("other.test", 443, InetAddress.ofLiteral("8.8.1.2"));
      var second = engine.probe(http, bearer, fields, bearer.destinations(fields));

      assertThat(first.reason()).isEqualTo(Reason.NETWORK);
      assertThat(first.inconclusive()).isTrue();
      assertThat(first.message()).contains("no other service has answered since Mortise started");
      assertThat(second.inconclusive()).isTrue();
      assertThat(second.message())
          .isEqualTo("Mortise could not reach this service, nor any other that it tried.");
    }
  }

  private static ProbeResult probeHttp(
      TestService service, String id, Map<String, ?> json, int status) throws IOException {
    service.answers(Answer.of(status, ""));
    return probeHttp(service, id, json);
  }

  private static ProbeResult probeHttp(TestService service, String id, Map<String, ?> json) {
    var method = method("http", id);
    var fields = fields(method, json);
    try (var call = new ConnectorCall(TestService.LOOPBACK, LIMITS, service.network())) {
      var engine = engine(call);
      return engine.probe(
          CATALOGUE.find("http").orElseThrow(), method, fields, method.destinations(fields));
    }
  }

  private static ProbeEngine engine(ConnectorCall call) {
    return new ProbeEngine(call.ownNetwork(), List.of(new HttpProbe(call)));
  }

  private static String block(String name, String content) {
    return "-----BEGIN " + name + "-----\n" + content + "\n-----END " + name + "-----\n";
  }
}
