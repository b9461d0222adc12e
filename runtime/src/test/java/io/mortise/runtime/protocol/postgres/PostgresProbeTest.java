package io.mortise.runtime.protocol.postgres;

import static io.mortise.runtime.TestCredentials.CATALOGUE;
import static io.mortise.runtime.TestCredentials.fields;
import static io.mortise.runtime.TestCredentials.method;
import static io.mortise.runtime.TestCredentials.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.TestService;
import io.mortise.runtime.TestTls;
import io.mortise.runtime.call.CallLimits;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.net.Cidr;
import io.mortise.runtime.net.Network;
import io.mortise.runtime.net.OutboundPolicy;
import io.mortise.runtime.probe.ProbeFinding;
import io.mortise.runtime.probe.ProbeTarget;
import io.mortise.runtime.probe.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Before the password is sent, the server has proved who it is. */
class PostgresProbeTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(6), 64 * 1024);

  private static final TestTls OURS = TestTls.forHosts("db.acme.test");
  private static final TestTls ANOTHER = TestTls.forHosts("other.acme.test");

  /** The driver prints what is expected here; held, because loggers are forgotten. */
  private static final Logger NAMES = Logger.getLogger("org.postgresql.ssl.PGjdbcHostnameVerifier");

  @BeforeAll
  static void expectRefusals() {
    NAMES.setLevel(Level.OFF);
  }

  @Test
  void verifyFull_certificateOfTheGivenAuthorityAndName_goesOn() throws Exception {
    try (var server = new TlsPostgres(OURS.server())) {
      probe(server, Map.of("caCertificate", pem(OURS)));

      assertThat(server.asked()).contains("fake_reader");
    }
  }

  @Test
  void verifyFull_certificateOfNoKnownAuthority_isRefused() throws Exception {
    try (var server = new TlsPostgres(OURS.server())) {
      refused(server, probe(server, Map.of()));
    }
  }

  @Test
  void verifyFull_certificateOfAnotherAuthority_isRefused() throws Exception {
    try (var server = new TlsPostgres(OURS.server())) {
      refused(server, probe(server, Map.of("caCertificate", pem(ANOTHER))));
    }
  }

  @Test
  void verifyFull_certificateOfAnotherName_isRefused() throws Exception {
    try (var server = new TlsPostgres(ANOTHER.server())) {
      refused(server, probe(server, Map.of("caCertificate", pem(ANOTHER))));
    }
  }

  @Test
  void probe_databaseInAPrivateNetwork_isRefusedByItsAddress() {
    var postgres = method("postgresql", "database");
    var fields =
        fields(
            postgres,
            Map.of("host", "db.acme.test", "database", "d", "username", "u", "password", "fake"));
    var network =
        new Network(
            host -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.1")}, Socket::new, null);
    var probe = new PostgresProbe(OutboundPolicy.strict(), LIMITS, network.resolver());

    var finding = probe.run(target(fields, postgres.destinations(fields)));

    assertThat(finding.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
    assertThat(finding.remedy()).contains("MORTISE_OUTBOUND_ALLOW");
  }

  @Test
  void probe_databaseOutsideTheSealedHosts_isRefused() {
    var postgres = method("postgresql", "database");
    var fields =
        fields(
            postgres,
            Map.of("host", "db.acme.test", "database", "d", "username", "u", "password", "fake"));
    var probe =
        new PostgresProbe(
            TestService.LOOPBACK,
            LIMITS,
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

    assertThat(probe.run(target(fields, List.of("other.test:5432"))).reason())
        .isEqualTo(Reason.WRONG_HOST);
  }

  @Test
  void probe_databaseThatIsNotOne_isBounded() throws IOException {
    var postgres = method("postgresql", "database");
    try (var service = TestService.plain()) {
      var fields =
          fields(
              postgres,
              Map.of(
                  "host", "db.acme.test",
                  "port", service.port(),
                  "database", "d",
                  "username", "u",
                  "password", "fake",
                  "tlsMode", "disable"));
      var probe =
          new PostgresProbe(
              TestService.LOOPBACK,
              new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1024),
              host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

      var finding = probe.run(target(fields, postgres.destinations(fields)));

      assertThat(finding.reason()).isIn(Reason.NETWORK, Reason.TIMEOUT);
    }
  }

  private static void refused(TlsPostgres server, ProbeFinding finding) throws Exception {
    assertThat(finding.reason()).as(finding.toString()).isEqualTo(Reason.TLS);
    assertThat(finding.remedy())
        .contains("the host is the name in the server's certificate")
        .contains("the authority's certificate");
    assertThat(server.asked()).isEmpty();
  }

  private static ProbeFinding probe(TlsPostgres server, Map<String, Object> tls) {
    Map<String, Object> json = with(with(tls, "host", "db.acme.test"), "port", server.port());
    for (String name : List.of("database", "username", "password")) {
      json = with(json, name, "fake_reader");
    }
    json = with(json, "tlsMode", "verify-full");
    var method = method("postgresql", "database");
    var fields = fields(method, json);
    var loopback = List.of(Cidr.parse("127.0.0.0/8"));
    var limits = new CallLimits(Duration.ofSeconds(60), Duration.ofSeconds(120), 1024);
    var policy = new OutboundPolicy(loopback, Set.of(), OptionalInt.empty());
    return new PostgresProbe(
            policy, limits, host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")})
        .run(target(fields, method.destinations(fields)));
  }

  private static ProbeTarget target(Fields fields, List<String> hosts) {
    return new ProbeTarget(
        CATALOGUE.find("postgresql").orElseThrow(),
        method("postgresql", "database"),
        fields,
        hosts);
  }

  private static String pem(TestTls tls) throws GeneralSecurityException {
    byte[] certificate = tls.keys().getCertificate("test").getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }
}
