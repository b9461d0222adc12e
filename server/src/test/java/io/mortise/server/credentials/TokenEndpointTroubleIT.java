package io.mortise.server.credentials;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Token endpoints that answer late, never, without end, or not in TLS. */
@Tag("slow")
class TokenEndpointTroubleIT {
  @RegisterExtension static final Team team = new Team();

  private static final int MEGABYTE = 1024 * 1024;
  private static final String TOKEN = "{\"access_token\":\"fake-token\",\"expires_in\":3600}";

  private DialectServer issuer;
  private DialectServer service;

  @BeforeEach
  void start() {
    issuer = DialectServer.start();
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    issuer.close();
    service.close();
  }

  @Test
  void answer_afterTwelveSeconds_isTooLateForTheCallerAndKeptForTheNext() {
    String id = client(issuer.url("/token"));
    issuer.speaks(
        exchange -> {
          pause(12);
          DialectServer.send(exchange, 200, TOKEN);
        });

    Answer first = team.engine().resolve(id).expect(503, "unavailable");
    assertThat(first.at("/cause")).isEqualTo("refreshing");
    await()
        .untilAsserted(
            () ->
                assertThat(team.engine().resolve(id).at("/fields/accessToken"))
                    .isEqualTo("fake-token"));

    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void answer_never_becomesAFailureAndIsNotAskedForInALoop() {
    String id = client(issuer.url("/token"));
    issuer.hangs();

    team.engine().resolve(id).expect(503, "unavailable");
    await().untilAsserted(() -> team.engine().resolve(id).expect(502, "refresh_failed"));

    assertThat(issuer.seen()).hasSize(1);
    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void answer_withoutEnd_isCutOff() {
    String id = client(issuer.url("/token"));
    var sent = new CountDownLatch(100);
    issuer.speaks(exchange -> sendMegabytes(exchange, sent));

    team.engine().resolve(id).expect(502, "refresh_failed");

    assertThat(sent.getCount()).isPositive();
    assertThat(team.status(id)).isEqualTo("active");
  }

  @Test
  void endpoint_withoutTls_isAFailureAndGetsNoSecret() {
    String id = client(issuer.url("/token").replace("http://", "https://"));

    team.engine().resolve(id).expect(502, "refresh_failed");

    assertThat(issuer.seen()).isEmpty();
    assertThat(team.status(id)).isEqualTo("active");
  }

  private String client(String tokenUrl) {
    return TestCredentials.client(tokenUrl, service)
        .named("client " + Team.next())
        .addBy(team.olga());
  }

  /** Up to a hundred, as long as somebody reads them. */
  private static void sendMegabytes(HttpExchange exchange, CountDownLatch sent) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] spaces = " ".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
    try (var out = exchange.getResponseBody()) {
      while (sent.getCount() > 0) {
        out.write(spaces);
        sent.countDown();
      }
      out.write(TOKEN.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void pause(int seconds) {
    try {
      new CountDownLatch(1).await(seconds, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
