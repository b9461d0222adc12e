package io.mortise.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.RawHttp;
import io.mortise.server.testing.RawHttp.RawAnswer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Whatever is sent, to whatever address, by whomever: the answer is never a 5xx, a refusal is a
 * problem document, and the log holds no stack trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedRequestsIT {
  private static final long SEED = 20_261_128;
  private static final int CASES = 4_000;

  private static TestServer server;
  private static String credential;
  private static List<List<String>> callers;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    Api olga = server.api().setUp();
    credential = TestCredentials.petstore().named("pets").addBy(olga);
    var key =
        olga.withKey("credentials:read", "credentials:write", "runtime:resolve", "audit:read");
    callers =
        List.of(
            List.of(),
            List.of("Authorization: " + key.header("Authorization")),
            List.of(
                "Cookie: mortise_session="
                    + olga.cookie("mortise_session")
                    + "; mortise_csrf="
                    + olga.cookie("mortise_csrf"),
                "X-CSRF-Token: " + olga.cookie("mortise_csrf")));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PRI",
          "PROPFIND",
          "get",
          "G@T",
          "ÄÖ",
          "");

  private static final List<String> PATHS =
      List.of(
          "/api/v1/health",
          "/api/v1/me",
          "/api/v1/session",
          "/api/v1/setup",
          "/api/v1/credentials",
          "/api/v1/credentials/summary",
          "/api/v1/credentials/{id}",
          "/api/v1/credentials/{id}/rotate",
          "/api/v1/credentials/{id}/usage",
          "/api/v1/credentials/test",
          "/api/v1/connectors",
          "/api/v1/audit",
          "/api/v1/audit/export",
          "/api/v1/api-keys",
          "/api/v1/none",
          "/api/openapi.json",
          "/runtime/v1/whoami",
          "/runtime/v1/resolve",
          "/runtime/v1/credentials/{id}/resolve",
          "/runtime/v1/credentials/{id}/outcome",
          "/runtime/v1/none",
          "/",
          "/credentials",
          "/none.js",
          "/assets/none.js",
          "/error",
          "*",
          "http://[::1/",
          "http://localhost/api/v1/health",
          "none",
          "");

  private static final List<String> ENDS =
      List.of(
          "",
          "",
          "",
          "/",
          "//",
          "/..",
          "/%2e%2e",
          "/%",
          "/%z",
          "/%00",
          "/%c3%28",
          "/%ff",
          ";a=b",
          ";",
          "/\\",
          "/%5c",
          "/%2f",
          "/é",
          "/ ",
          "\t",
          "/{x}",
          "/[",
          "/%25",
          "/" + "a".repeat(9_000));

  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "",
          "?",
          "?=false",
          "?=",
          "?&&&",
          "?a",
          "?.=1",
          "?[=1",
          "?a[=1",
          "?a[0].b=1",
          "?limit[x]=1",
          "?limit.x=1",
          "?limit=a",
          "?limit=1&limit=2",
          "?limit=99999999999999999999",
          "?cursor=%",
          "?cursor=%z1",
          "?cursor=AAAA",
          "?q=%c3%28",
          "?q=%00",
          "?q=%ud800",
          "?class.module.classLoader=1",
          "?_limit=1",
          "?!limit=1",
          "?from=+999999999-12-31T23:59:59Z",
          "?to=-999999999-01-01T00:00:00Z",
          "?q=é",
          "?q={a}|^`",
          "?" + "a=1&".repeat(1_500),
          "?" + "x".repeat(12_000));

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: multipart/form-data",
          "Content-Type: multipart/form-data; boundary=x",
          "Content-Type: multipart/mixed; boundary=x",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: application/json; charset=none-such",
          "Content-Type: application/json; charset=\"",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: application/json",
          "Content-Type: json",
          "Content-Type: /",
          "Content-Type: ,",
          "Content-Type:",
          "Content-Type: text/plain; charset=\u00e9",
          "Accept: none",
          "Accept: /",
          "Accept: */",
          "Accept: ;q=2",
          "Accept: application/json;q=a",
          "Accept: text/html",
          "Accept: image/png",
          "Accept: " + "a/b,".repeat(600),
          "Accept-Charset: none-such",
          "Accept-Language: *-*-*;q=9",
          "Accept-Language: é",
          "Accept-Encoding: none",
          "Cookie: a",
          "Cookie: =",
          "Cookie: mortise_session=\"",
          "Cookie: mortise_session=é; $Version=1",
          "Cookie: mortise_session=" + "a".repeat(5_000),
          "Authorization: Bearer",
          "Authorization: Bearer mrt_é",
          "Authorization: Basic %",
          "Authorization: Bearer mrt_" + "a".repeat(5_000),
          "Content-Length: -1",
          "Content-Length: a",
          "Content-Length: 1, 2",
          "Content-Length: 99999999999999999999",
          "Content-Length: 5",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: identity",
          "Expect: 100-continue",
          "Expect: more",
          "Host: a:b:c",
          "Host: \u00e9",
          "Host: h, i",
          "Host: [::1",
          "If-Match: \"",
          "If-Match: W/\"a\"",
          "If-Match: 99999999999999999999",
          "If-Modified-Since: never",
          "If-None-Match: ,",
          "Range: bytes=9-1",
          "Range: bytes=-99999999999999999999",
          "Idempotency-Key: ",
          "Idempotency-Key: é",
          "Idempotency-Key: " + "a".repeat(3_000),
          "X-HTTP-Method-Override: TRACE",
          "Origin: null",
          "Origin: ://",
          "Access-Control-Request-Method: none",
          "Upgrade: h2c",
          "Connection: Upgrade",
          "X-Forwarded-For: é",
          "Trailer: Content-Length",
          "no colon",
          ": no name",
          "bad name: a",
          " folded",
          "X-Nul: a\u0000b",
          "X-Long: " + "a".repeat(20_000));

  private static final List<String> BODIES =
      List.of(
          "",
          "",
          "{",
          "{}",
          "[]",
          "null",
          "\u0000",
          "\u00ff\u00fe",
          "{\"email\":1}",
          "{\"a\":" + "[".repeat(2_000),
          "{\"\\ud800\":1}",
          "5\r\n{\"a\":\r\n",
          "z\r\n\r\n",
          "5\r\nabcdef\r\n",
          "0\r\n\r\n",
          "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
          "a=" + "b".repeat(20_000),
          "a".repeat(70_000));

  @Test
  void requests_ofAnyMalformedParts_areRefusedWithoutAStackTrace(CapturedOutput log)
      throws Exception {
    send(CASES, SEED, log);
  }

  @Test
  @Tag("soak")
  void requests_ofAHundredThousandMalformedParts_areRefusedWithoutAStackTrace(CapturedOutput log)
      throws Exception {
    for (int round = 1; round <= 25; round++) {
      send(CASES, SEED + round, log);
    }
  }

  private static void send(int cases, long seed, CapturedOutput log) throws Exception {
    var random = new Random(seed);
    var soft = new SoftAssertions();
    for (int i = 0; i < cases && soft.errorsCollected().isEmpty(); i++) {
      var target = pick(random, PATHS).replace("{id}", credential) + pick(random, ENDS);
      String line =
          pick(random, METHODS)
              + " "
              + target
              + pick(random, QUERIES)
              + (random.nextInt(40) == 0
                  ? pick(random, List.of("", " HTTP/0.9", " HTTP/9.9", " a"))
                  : " HTTP/1.1");
      var headers = new ArrayList<>(List.of("Host: localhost"));
      headers.addAll(pick(random, callers));
      for (int n = random.nextInt(4); n > 0; n--) {
        headers.add(pick(random, HEADERS));
      }
      String body = pick(random, BODIES);
      if (!body.isEmpty() && random.nextInt(4) > 0) {
        headers.add("Content-Length: " + body.length());
      }

      int before = log.length();
      var answer = RawHttp.send(server.uri(), line, headers, body);

      String said = log.toString().substring(before);
      String input = "case " + i + ": " + shortened(line) + " " + shortened(headers.toString());
      if (line.startsWith("OPTIONS *")) {
        // Asks for no address: Tomcat answers without a body, before anything of ours sees it.
        continue;
      }
      soft.assertThat(answer.status()).as(input + "\n" + answer.text()).isLessThan(500);
      soft.assertThat(said).as(input).doesNotContain("Exception", "\tat ", "ERROR");
      if (answer.status() >= 400 && !line.startsWith("HEAD") && line.endsWith("HTTP/1.1")) {
        soft.assertThat(answer.isProblem()).as(input + "\n" + answer.text()).isTrue();
      }
    }
    soft.assertAll();
  }

  private static String shortened(String text) {
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/health",
        "/api/v1/session",
        "/api/v1/none",
        "/runtime/v1/whoami",
        "/",
        "/credentials"
      })
  void form_ofSeveralParts_isRefusedEverywhere(String path, CapturedOutput log) throws Exception {
    for (String type :
        List.of("multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed")) {
      var answer = RawHttp.send(server.uri(), "POST " + path + " HTTP/1.1", form(type), "");

      assertThat(answer.status()).as(type).isBetween(400, 499);
      assertThat(answer.isProblem()).as(type).isTrue();
    }
    assertThat(log).doesNotContain("Exception", "\tat ");
  }

  private static List<String> form(String type) {
    return List.of("Host: localhost", "Content-Type: " + type, "Content-Length: 0");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/credentials, ?=false",
    "/api/v1/credentials, ?[=1",
    "/api/v1/credentials, ?limit[0]=1",
    "/api/v1/connectors, ?=false",
    "/api/v1/audit, ?.=1",
    "/api/v1/api-keys, ?%00=1",
    "/runtime/v1/whoami, ?=",
    "/api/v1/health, ?=false"
  })
  void query_withOddNames_isRefused(String path, String query) throws Exception {
    var headers = new ArrayList<>(List.of("Host: localhost"));
    headers.addAll(callers.get(1));

    var answer = RawHttp.send(server.uri(), "GET " + path + query + " HTTP/1.1", headers, "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("\"invalid_request\"");
  }

  @Test
  void query_withMoreParametersThanAreRead_isRefused() throws Exception {
    String query = String.join("&", IntStream.range(0, 1_500).mapToObj(i -> "a=" + i).toList());

    RawAnswer answer =
        RawHttp.send(
            server.uri(),
            "GET /api/v1/health?" + query + " HTTP/1.1",
            List.of("Host: localhost"),
            "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.isProblem()).isTrue();
  }
}
