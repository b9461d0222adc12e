package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server as operators start it: nothing private is open to outbound calls. */
class StrictOutboundIT {
  private static final String REFUSED = "leads to a private address";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static DialectServer service;
  private static Api olga;
  private static Api engine;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("MORTISE_OUTBOUND_ALLOW", ""));
    service = DialectServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:call", "runtime:resolve");
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  static List<String> privateHosts() {
    String port = service.host().substring(service.host().indexOf(':'));
    return List.of(
        "127.0.0.1" + port,
        "127.1.2.3" + port,
        "localhost" + port,
        "LOCALHOST." + port,
        "0.0.0.0" + port,
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255");
  }

  /** The sentence says that the address was refused; no connection was made to find out. */
  @ParameterizedTest
  @MethodSource("privateHosts")
  void host_private_isNeitherTestedNorCalled(String host) throws IOException {
    try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String there = host.replaceAll(":[0-9]+$", ":" + listening.getLocalPort());
      var body =
          TestCredentials.http(there)
              .named("private " + COUNT.incrementAndGet())
              .field("baseUrl", "https://" + there)
              .field("testUrl", "https://" + there + "/test");

      var tested = olga.post("/credentials", body.verified().body());
      assertThat(tested.status()).as(tested.text()).isIn(400, 422);
      var saved = olga.post("/credentials", body.with("verify", false).body());
      if (saved.status() == 201) {
        assertThat(tested.text()).containsPattern(REFUSED);
        var called = engine.get("/runtime/v1/proxy/" + saved.at("/id") + "/x");
        assertThat(called.status()).as(called.text()).isIn(422, 502);
        assertThat(called.text()).containsPattern(REFUSED);
      }
      assertThat(accepted(listening)).as(there).isFalse();
    }
  }

  @Test
  void plainHttp_isRefusedWhereverItLeads() {
    var body =
        TestCredentials.http("api.example.test:80")
            .named("plain")
            .field("baseUrl", "http://api.example.test");
    String id = body.addBy(olga);

    var called = engine.get("/runtime/v1/proxy/" + id + "/x");

    assertThat(called.status()).as(called.text()).isIn(422, 502);
    assertThat(called.text()).doesNotContain("fake-token");
  }

  /** Nothing answered, so there is no time of an answer, and the advice is given once. */
  @Test
  void test_ofAnAddressThatIsNotAllowed_hasAReasonOfItsOwn() {
    var body =
        TestCredentials.http("10.1.2.3")
            .named("private " + COUNT.incrementAndGet())
            .field("testUrl", "https://10.1.2.3/test")
            .without("verify")
            .without("name")
            .body();

    var test = olga.post("/credentials/test", body).expect(200);

    assertThat(test.at("/reason")).isEqualTo("address_not_allowed");
    assertThat(test.at("/message")).contains(REFUSED).doesNotContain("MORTISE_OUTBOUND_ALLOW");
    assertThat(test.at("/remedy")).contains("MORTISE_OUTBOUND_ALLOW");
    assertThat(test.json().has("latencyMillis")).isFalse();
  }

  @Test
  void postgres_onAPrivateAddress_isNotConnectedTo() throws IOException {
    try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var answer = olga.post("/credentials", database("localhost", listening.getLocalPort()));

      assertThat(answer.status()).as(answer.text()).isIn(400, 422);
      assertThat(accepted(listening)).isFalse();
    }
  }

  /**
   * The address is a public one that answers nobody (RFC 7450); without TLS it is not called at
   * all.
   */
  @Test
  void postgres_withoutTls_isNotConnectedToWhereThatIsNotAllowed() {
    var answer = olga.post("/credentials", database("192.52.193.1", 5432));

    assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    assertThat(answer.text()).contains("Without TLS, Mortise connects only to networks");
  }

  /** Although all of loopback is open, for which this server was told so. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void ownAddress_isNeitherTestedNorCalled(String host) {
    try (var open = TestServer.start()) {
      var owner = open.api().setUp();
      String own = host + ":" + open.uri().getPort();
      var body =
          TestCredentials.http(own)
              .field("baseUrl", "http://" + own)
              .field("testUrl", "http://" + own + "/api/v1/health");

      var tested = owner.post("/credentials", body.verified().body());
      String id = body.with("verify", false).addBy(owner);
      var called = owner.withKey("runtime:call").get("/runtime/v1/proxy/" + id + "/api/v1/health");
      var connected = owner.post("/credentials", database(host, open.uri().getPort()));

      assertThat(tested.expect(422).text()).contains(REFUSED);
      assertThat(called.expect(502).text()).contains(REFUSED);
      assertThat(connected.expect(422).text()).contains(REFUSED);
    }
  }

  private static Map<String, Object> database(String host, int port) {
    return Map.of(
        "connector",
        "postgresql",
        "method",
        "database",
        "name",
        "database " + COUNT.incrementAndGet(),
        "fields",
        Map.of(
            "host", host,
            "port", port,
            "database", "shop",
            "username", "reader",
            "password", "fake-password",
            "tlsMode", "disable"));
  }

  @Test
  void practiceService_isTheOnePortOfLoopbackThatIsOpen() {
    var pets =
        TestCredentials.petstore()
            .named("practice")
            .field("key", server.practiceKey())
            .verified()
            .body();

    olga.post("/credentials", pets).expect(201);
  }

  private static boolean accepted(ServerSocket listening) throws IOException {
    listening.setSoTimeout(1);
    try (var connection = listening.accept()) {
      return connection.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }
}
