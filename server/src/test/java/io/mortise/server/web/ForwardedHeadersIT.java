package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, and by which scheme, is said by the connection, or by a proxy that is trusted. */
class ForwardedHeadersIT {
  private static final String CLAIMED = "203.0.113.9";

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1"})
  void headers_ofAnUntrustedPeer_areIgnored(String trusted) {
    try (var server = TestServer.start(Map.of("MORTISE_TRUSTED_PROXIES", trusted))) {
      forged(server.api()).setUp();
      var olga = forged(server.api()).signIn(Api.OWNER_EMAIL);

      assertThat(addresses(olga)).containsOnly("127.0.0.1");
      forged(server.api())
          .with("Origin", "https://localhost:" + server.uri().getPort())
          .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD))
          .expect(403, "forbidden");
      forged(server.api())
          .with("Origin", "https://evil.example")
          .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD))
          .expect(403, "forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "192.0.2.1, 127.0.0.1", "10.0.0.0/8, 127.0.0.0/8"})
  void address_ofATrustedProxy_isTaken(String trusted) {
    try (var server = TestServer.start(Map.of("MORTISE_TRUSTED_PROXIES", trusted))) {
      var olga = server.api().setUp();

      forged(server.api()).signIn(Api.OWNER_EMAIL);

      assertThat(addresses(olga)).startsWith(CLAIMED, "127.0.0.1");
    }
  }

  @Test
  void address_inTheFormsOfProxies_isTakenAndGarbageIsNoFailure() {
    try (var server = TestServer.start(Map.of("MORTISE_TRUSTED_PROXIES", "127.0.0.1"))) {
      server.api().setUp();
      var expected =
          Map.of(
              "6.6.6.9:1234", "6.6.6.9",
              "[2001:db8::2]:4444", "2001:db8:0:0:0:0:0:2",
              "unknown", "127.0.0.1",
              "_hidden", "127.0.0.1",
              "'; drop table, garbage", "127.0.0.1");

      expected.forEach(
          (header, address) -> {
            var olga = server.api().with("X-Forwarded-For", header).signIn(Api.OWNER_EMAIL);
            assertThat(addresses(olga).getFirst()).as(header).isEqualTo(address);
          });
      var olga = server.api().with("Forwarded", "for=\"[2001:db8::1]:123\"");
      assertThat(addresses(olga.signIn(Api.OWNER_EMAIL)).getFirst())
          .isEqualTo("2001:db8:0:0:0:0:0:1");
    }
  }

  private static Api forged(Api principal) {
    return principal
        .with("X-Forwarded-For", CLAIMED)
        .with("X-Forwarded-Proto", "https")
        .with("X-Forwarded-Host", "evil.example")
        .with("X-Forwarded-Port", "443")
        .with("X-Real-IP", CLAIMED)
        .with("Forwarded", "for=" + CLAIMED + ";host=evil.example;proto=https");
  }

  private static List<String> addresses(Api reader) {
    return reader.get("/audit").expect(200).items().stream()
        .map(event -> event.path("address").asString(""))
        .filter(address -> !address.isEmpty())
        .toList();
  }
}
