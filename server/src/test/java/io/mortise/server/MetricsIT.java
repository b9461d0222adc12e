package io.mortise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metrics on a port of their own: what is counted, and that no secret or name is in them. */
class MetricsIT {
  private static final String SECRET = "fake-metrics-secret-0001";

  private final HttpClient client = HttpClient.newHttpClient();
  private int port;
  private TestServer server;
  private DialectServer issuer;
  private Api olga;

  @BeforeEach
  void start() throws IOException {
    port = freePort();
    server = TestServer.start(Map.of("MORTISE_METRICS_PORT", Integer.toString(port)));
    olga = server.api().setUp();
    issuer =
        DialectServer.start()
            .answers(200, "{\"access_token\":\"fake-metrics-token\",\"expires_in\":3600}");
  }

  @AfterEach
  void end() {
    issuer.close();
    server.close();
    client.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void usesRefusalsRefreshesTestsAndBatches_areCounted() {
    Api engine = olga.withKey("runtime:resolve");
    String id =
        TestCredentials.client(issuer.url("/token"), issuer)
            .field("clientSecret", SECRET)
            .named("metered")
            .verified()
            .addBy(olga);
    engine.resolve(id).expect(200);
    engine.resolve(id).expect(200);
    olga.post("/credentials/" + id + "/revoke").expect(200);
    engine.resolve(id).expect(410);

    String text = get("/metrics").body();

    assertThat(text)
        .contains(
            "mortise_credential_resolver_uses_total{outcome=\"done\",purpose=\"hand_out\"} 2.0")
        .contains("mortise_use_decision_refusals_total{reason=\"revoked\"} 1.0")
        .contains("mortise_token_refresher_refreshes_total{outcome=\"issued\"} 1.0")
        .contains("mortise_probe_results_total{reason=\"works\"} 1.0")
        .containsPattern("mortise_audit_log_batches_count [1-9]")
        .contains("jvm_memory_used_bytes");
    assertThat(text).doesNotContain(SECRET, "fake-metrics-token", "metered", id, "olga");
  }

  @Test
  void otherPathsAndMethods_areNotThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/actuator").statusCode()).isEqualTo(404);
    var post =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void serversOwnPort_hasNoMetrics() {
    assertThat(olga.get("/metrics").text()).doesNotContain("mortise_");
  }
}
