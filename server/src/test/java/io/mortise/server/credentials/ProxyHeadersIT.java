package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.RawHttp;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which headers of a proxied call reach the service. */
class ProxyHeadersIT {
  private static final String SECRET = "fake-token-0001";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call");
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void startService() {
    service = DialectServer.start();
  }

  @AfterEach
  void endService() {
    service.close();
  }

  @Test
  void proxy_credentialsHeaderSentTwice_onlyTheCredentialsGoesOn() {
    String id =
        http()
            .with("method", "api_key")
            .withoutField("token")
            .field("key", SECRET)
            .field("in", "header")
            .field("name", "X-Api-Key")
            .addBy(olga);

    engine
        .exchange(
            "GET",
            "/runtime/v1/proxy/" + id + "/x",
            HttpRequest.BodyPublishers.noBody(),
            request -> request.header("X-Api-Key", "mine-1").header("X-Api-Key", "mine-2"))
        .expect(200);

    assertThat(service.seen().getLast().headers().get("X-api-key")).containsExactly(SECRET);
  }

  @Test
  void proxy_headersOfThisHop_areNotSentOn() throws IOException {
    String id = http().addBy(olga);

    var answer =
        RawHttp.send(
            server.uri(),
            "GET /runtime/v1/proxy/" + id + "/x HTTP/1.1",
            List.of(
                "Host: localhost",
                "Authorization: " + engine.header("Authorization"),
                "Connection: X-Hop , x-second",
                "X-Hop: 1",
                "X-SECOND: 2",
                "X-CSRF-Token: fake-csrf",
                "X-Mine: kept"),
            "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var seen = service.seen().getLast();
    assertThat(seen.header("X-Mine")).isEqualTo("kept");
    assertThat(seen.header("X-Hop")).isEmpty();
    assertThat(seen.header("X-Second")).isEmpty();
    assertThat(seen.header("X-CSRF-Token")).isEmpty();
  }

  @Test
  void cookie_ofTheService_isNeverSentBackToIt() {
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "kept=fake; Path=/; Max-Age=3600");
          DialectServer.send(exchange, 200, "{}");
        });
    String id = http().verified().addBy(olga);

    olga.post("/credentials/" + id + "/test").expect(200);
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);
    engine.get("/runtime/v1/proxy/" + id + "/x").expect(200);
    olga.post("/credentials/" + id + "/test").expect(200);

    assertThat(service.seen()).hasSize(5).allMatch(seen -> seen.header("Cookie").isEmpty());
  }

  private TestCredentials http() {
    return TestCredentials.http(service).named("headers " + COUNT.incrementAndGet());
  }
}
