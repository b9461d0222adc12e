package io.mortise.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are compressed where the client takes it, and never where a secret may be in them. */
class CompressionIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestServer server;
  private static Api olga;
  private static Api engine;
  private static DialectServer service;
  private static String credential;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:resolve", "runtime:call", "credentials:read", "audit:read");
    service = DialectServer.start().answers(200, "{\"data\":\"" + "x".repeat(10_000) + "\"}");
    credential = TestCredentials.http(service).with("notes", "note ".repeat(500)).addBy(olga);
  }

  @AfterAll
  static void end() {
    service.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/credentials, application/json",
    "/api/v1/connectors, application/json",
    "/api/v1/audit/export, application/jsonl",
    "/api/v1/audit/export?format=csv, text/csv"
  })
  void api_read_isCompressedIfTheClientTakesGzip(String path, String type) throws Exception {
    var plain = get(path, "identity");
    var gzip = get(path, "gzip, deflate, br");

    assertThat(gzip.statusCode()).isEqualTo(200);
    assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(gzip.headers().allValues("Vary"))
        .anyMatch(vary -> vary.equalsIgnoreCase("accept-encoding"));
    assertThat(gzip.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(gzip.body().length).isLessThan(plain.body().length);
    if (!path.contains("export")) {
      assertThat(unzipped(gzip)).isEqualTo(plain.body());
    }
  }

  @Test
  void api_smallAnswer_isLeftAsItIs() throws Exception {
    assertThat(get("/api/v1/health", "gzip").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void resolveAndProxy_areNeverCompressed() throws Exception {
    String ref = "/runtime/v1/credentials/" + credential + "/resolve";
    String proxied = "/runtime/v1/proxy/" + credential + "/x";

    var resolved = send("POST", ref, "{\"flow\":\"" + "a".repeat(60) + "\"}");
    var batch =
        send(
            "POST",
            "/runtime/v1/resolve",
            "{\"credentials\":[" + "{\"ref\":\"x\"},".repeat(99) + "{\"ref\":\"x\"}]}");
    var called = send("GET", proxied, "");

    for (var answer : List.of(resolved, batch, called)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }
    assertThat(called.body().length).isGreaterThan(10_000);
    assertThat(batch.body().length).isGreaterThan(2_000);
  }

  @Test
  void api_change_isNeverCompressed() throws Exception {
    var made =
        olga.with("Accept-Encoding", "gzip")
            .post(
                "/api-keys", "{\"name\":\"" + "n".repeat(80) + "\",\"scopes\":[\"runtime:call\"]}");
    var patched =
        olga.with("Accept-Encoding", "gzip")
            .patch("/credentials/" + credential, "{\"notes\":\"" + "n".repeat(2_000) + "\"}");

    assertThat(made.expect(201).headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(patched.expect(200).headers().firstValue("Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br, zstd', br",
    "br, br",
    "gzip, gzip",
    "'gzip;q=0.5, br;q=0', gzip"
  })
  void asset_isAnsweredAsTheBuildCompressedIt(String accepted, String coding) throws Exception {
    String script = script();
    var plain = get(script, "identity");

    var answer = get(script, accepted);

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue(coding);
    assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Accept-Encoding");
    assertThat(answer.headers().firstValue("Content-Type"))
        .isEqualTo(plain.headers().firstValue("Content-Type"));
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
        .contains("max-age=31536000", "immutable");
    assertThat(answer.body().length).isLessThan(plain.body().length / 2);
    if (coding.equals("gzip")) {
      assertThat(unzipped(answer)).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "br; q=0.0, gzip;q=0", "*;q=0"})
  void asset_forAClientThatTakesNoCompression_isPlain(String accepted) throws Exception {
    var plain = get(script(), accepted);

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(new String(plain.body(), UTF_8)).contains("import");
  }

  @Test
  void asset_twoCodings_areToldApartByCaches() throws Exception {
    String script = script();
    var br = get(script, "br");
    var gzip = get(script, "gzip");

    assertThat(br.headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(gzip.headers().firstValue("ETag"));
  }

  @Test
  void asset_thatTheBrowserHas_isNotSentAgain() throws Exception {
    for (String path : List.of(script(), "/mortise.svg")) {
      for (String coding : List.of("br", "gzip", "identity")) {
        String etag = get(path, coding).headers().firstValue("ETag").orElseThrow();

        var again =
            CLIENT.send(
                request(path, coding).header("If-None-Match", etag).build(),
                BodyHandlers.ofByteArray());

        assertThat(again.statusCode()).as(path + " " + coding).isEqualTo(304);
        assertThat(again.body()).isEmpty();
      }
    }
  }

  @Test
  void asset_compressedFile_isNoAddressOfItsOwn() throws Exception {
    assertThat(get(script() + ".map", "br").statusCode()).isEqualTo(404);
    assertThat(get("/mortise.svg", "br").statusCode()).isEqualTo(200);
  }

  /** The address of the script that the page loads first. */
  private static String script() throws Exception {
    String page = new String(get("/", "identity").body(), UTF_8);
    var found = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  private static byte[] unzipped(HttpResponse<byte[]> answer) throws IOException {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return stream.readAllBytes();
    }
  }

  private static HttpResponse<byte[]> get(String path, String accepted) throws Exception {
    return CLIENT.send(request(path, accepted).GET().build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> send(String method, String path, String body)
      throws Exception {
    return CLIENT.send(
        request(path, "gzip, br")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path, String accepted) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path))
        .header("Authorization", engine.header("Authorization"))
        .header("Accept-Encoding", accepted);
  }
}
