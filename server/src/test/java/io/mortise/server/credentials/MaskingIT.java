package io.mortise.server.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes through the proxy holds no secret, and is otherwise what the service sent. */
class MaskingIT {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static TestServer server;
  private static Api olga;
  private static Api engine;

  private DialectServer service;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    olga = server.api().setUp();
    engine = olga.withKey("runtime:call");
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
  void body_echoInAnyEncoding_isMasked() {
    var slashes = "ab/cd+ef==XyZ09/Q+tail";
    var marks = "p@ss!w*rd~(x)'y";
    var around = Base64.getUrlEncoder().encodeToString(("?~" + slashes + "?~").getBytes(UTF_8));
    var echoes =
        Map.of(
            slashes,
            List.of(
                "ab/cd%2Bef%3D%3DXyZ09/Q%2Btail",
                "ab%2fcd%2bef%3d%3dXyZ09%2fQ%2btail",
                escapedUnits(slashes),
                percentBytes(slashes),
                "ab\\\\/cd+ef==XyZ09\\\\/Q+tail",
                around),
            marks,
            List.of(
                "p%40ss!w*rd~(x)'y",
                "p%40ss%21w%2Ard~%28x%29%27y", "p%40ss%21w%2Ard%7E%28x%29%27y"),
            "quote\"fake",
            List.of("quote\\\\\\\"fake", "quote\\\"fake", "quote&quot;fake", "quote%22fake"));
    echoes.forEach(
        (secret, forms) -> {
          String id = key(secret, "query").addBy(olga);
          for (var form : forms) {
            service.answers(200, "{\"echo\":\"<" + form + ">\"}");

            assertThat(call(id).text()).as(form).contains("•••").hasSizeLessThan(40);
          }
        });
  }

  @Test
  void body_escapedEchoOfALongSecret_isMasked() {
    var secret = "f4ke\\\"/!".repeat(1_000);
    String id = key(secret, "query").addBy(olga);
    service.answers(200, "{\"echo\":\"" + escapedUnits(secret) + "\"}");

    var answer = call(id);

    assertThat(answer.text()).isEqualTo("{\"echo\":\"•••\"}");
    assertThat(answer.headers().firstValue("Mortise-Masked")).hasValue("1");
  }

  @Test
  void body_inAnyDeclaredCharset_isMasked() {
    var secrets =
        Map.of(
            "Shift_JIS", "fake表ソ秘密の言葉",
            "EUC-JP", "fake表ソ秘密の言葉",
            "GB18030", "fake功許密碼一二",
            "Big5", "fake功許密碼一二",
            "windows-1251", "fakeпароль",
            "KOI8-R", "fakeпароль",
            "ISO-8859-2", "fakehasłoćą",
            "UTF-16LE", "fakeпароль",
            "UTF-16", "fakeпароль",
            "UTF-32BE", "fakeпароль");
    secrets.forEach(
        (charset, secret) -> {
          String id = password(secret).addBy(olga);
          for (var form : List.of(secret, escapedUnits(secret))) {
            byte[] body = ("{\"echo\":\"" + form + "\"}").getBytes(Charset.forName(charset));
            service.speaks(
                exchange -> {
                  exchange
                      .getResponseHeaders()
                      .set("Content-Type", "application/json; charset=" + charset);
                  exchange.sendResponseHeaders(200, body.length);
                  exchange.getResponseBody().write(body);
                  exchange.close();
                });

            assertThat(call(id).text()).as(charset).matches("\\{\"echo\":\"(•••|\\*\\*\\*)\"\\}");
          }
        });
  }

  @Test
  void contentType_thatHoldsTheKey_arrivesMaskedAndStaysAType() {
    String id = key("fake-key-0001", "query").addBy(olga);
    Map.of(
            "text/plain; note=\"fake-key-0001\"", "text/plain;note=\"***\"",
            "text/plain; note=fake%2Dkey%2D0001; charset=utf-8",
                "text/plain;note=***;charset=utf-8",
            "text/plain;charset=utf-8;note=\"ZmFrZS1rZXktMDAwMQ==\"",
                "text/plain;note=\"***\";charset=utf-8",
            "text/plain; charset=fake-key-0001", "application/octet-stream",
            "text/plain; fake-key-0001=x", "text/plain;***=x",
            "multipart/mixed; boundary=fake-key-0001", "multipart/mixed;boundary=***",
            "application/vnd.fake-key-0001+json", "application/vnd.***+json")
        .forEach((sent, shown) -> assertThat(typeOf(id, sent)).as(sent).isEqualTo(shown));

    for (var secret : List.of("json", "application", "charset", "utf-8", "application/json")) {
      String alike = key(secret, "query").addBy(olga);

      assertThat(typeOf(alike, "application/json; charset=utf-8"))
          .isEqualTo("application/json;charset=utf-8");
    }
  }

  /** The type that arrives, without the spaces that the server may leave out. */
  private String typeOf(String id, String type) {
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          DialectServer.send(exchange, 200, "{}");
        });
    return call(id).headers().firstValue("Content-Type").orElse("").replace(" ", "");
  }

  @Test
  void body_withoutASecret_isNotSaidToBeMasked() {
    assertThat(
            call(key("fake-key-0001", "query").addBy(olga)).headers().firstValue("Mortise-Masked"))
        .isEmpty();
  }

  @Test
  void body_bareNumber_becomesAString() {
    String id = key("1234567890", "query").addBy(olga);
    service.answers(200, "{\"id\":1234567890,\"next\":[12345678901,1]}");

    assertThat(call(id).text()).isEqualTo("{\"id\":\"•••\",\"next\":[\"•••\",1]}");
  }

  @Test
  void body_shortPassword_isLeftInDataAndMaskedInHeadersAndDerivedForms() {
    String id = password("1234").addBy(olga);
    var basic = Base64.getEncoder().encodeToString("olga:1234".getBytes(UTF_8));
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"1234\"");
          DialectServer.send(exchange, 200, "{\"id\":1234,\"sent\":\"" + basic + "\"}");
        });

    var answer = call(id);

    assertThat(answer.text()).isEqualTo("{\"id\":1234,\"sent\":\"•••\"}");
    assertThat(answer.headers().firstValue("ETag")).hasValue("\"***\"");
  }

  @Test
  void headers_thatHoldTheKey_arriveMaskedAndTheNextPageWorks() {
    String id = key("fake-key-0001", "query").addBy(olga);
    service.speaks(
        exchange -> {
          var headers = exchange.getResponseHeaders();
          headers.set(
              "Link", "<" + service.url("/p?page=2&api_key=fake-key-0001") + ">; rel=\"next\"");
          headers.set("Location", "/p?page=2&api_key=fake-key-0001");
          headers.set("ETag", "\"fake-key-0001\"");
          headers.set("Content-Disposition", "attachment; filename=\"fake-key-0001.txt\"");
          DialectServer.send(exchange, 200, "{}");
        });

    var answer = call(id);

    assertThat(answer.headers().firstValue("Link"))
        .hasValue("<" + service.url("/p?page=2&api_key=***") + ">; rel=\"next\"");
    assertThat(answer.headers().firstValue("Location")).hasValue("/p?page=2&api_key=***");
    assertThat(answer.headers().firstValue("ETag")).hasValue("\"***\"");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"***.txt\"");
    assertThat(answer.headers().firstValue("Mortise-Masked")).hasValue("4");

    engine.get("/runtime/v1/proxy/" + id + "/p?page=2&api_key=***").expect(200);

    assertThat(service.seen().getLast().target()).isEqualTo("/p?page=2&api_key=fake-key-0001");
  }

  @Test
  void headers_ofContentCachingPagingAndLimits_passAndNoOthers() {
    String id = key("fake-key-0001", "query").addBy(olga);
    var passed =
        List.of(
            "Cache-Control",
            "ETag",
            "Last-Modified",
            "Content-Language",
            "Content-Disposition",
            "Link",
            "Retry-After",
            "Vary",
            "X-RateLimit-Remaining",
            "X-Rate-Limit-Reset",
            "RateLimit-Policy",
            "X-Shopify-Shop-Api-Call-Limit",
            "X-Total-Count",
            "X-Next-Page",
            "X-WP-TotalPages");
    var dropped =
        List.of(
            "Set-Cookie",
            "Clear-Site-Data",
            "Refresh",
            "Service-Worker-Allowed",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Credentials",
            "X-Frame-Options",
            "Content-Security-Policy-Report-Only",
            "Strict-Transport-Security",
            "Alt-Svc",
            "Report-To",
            "NEL",
            "SourceMap",
            "X-DNS-Prefetch-Control",
            "Proxy-Authenticate",
            "X-Anything",
            "Mortise-Error");
    service.speaks(
        exchange -> {
          passed.forEach(name -> exchange.getResponseHeaders().set(name, value(name)));
          dropped.forEach(name -> exchange.getResponseHeaders().set(name, "1"));
          DialectServer.send(exchange, 200, "{}");
        });

    var headers = call(id).headers();

    assertThat(passed)
        .allSatisfy(
            name -> assertThat(headers.allValues(name)).as(name).containsExactly(value(name)));
    assertThat(dropped)
        .allSatisfy(name -> assertThat(headers.allValues(name)).as(name).doesNotContain("1"));
  }

  @Test
  void location_ofAnotherScheme_isDropped() {
    String id = key("fake-key-0001", "query").addBy(olga);
    for (var good :
        List.of("https://x.test/a", "HTTP://x.test", "/a:b", "a?b=c:d", "//x.test/", "#a:b", "")) {
      assertThat(locationOf(id, good)).as(good).isEqualTo(List.of(good));
    }
    for (var bad :
        List.of(
            "javascript:alert(1)",
            "JavaScript:1",
            "data:text/html,x",
            "file:///etc",
            "ja\tvascript:1",
            "vbscript:x",
            "blob:x")) {
      assertThat(locationOf(id, bad)).as(bad).isEmpty();
    }
  }

  @Test
  void callersHeaders_thatSteerTheEcho_areNotSentOn() {
    for (var place : List.of("query", "header")) {
      String id = key("fake-key-0001", place).addBy(olga);

      engine
          .with("Accept-Charset", "utf-16")
          .with("Range", "bytes=5-")
          .with("If-Range", "x")
          .with("Accept-Encoding", "br")
          .with("Cookie", "a=b")
          .with("Via", "1.1 x")
          .with("X-Forwarded-Port", "1")
          .with("Mortise-Anything", "x")
          .get("/runtime/v1/proxy/" + id + "/x")
          .expect(200);

      var seen = service.seen().getLast();
      for (var name :
          List.of(
              "Accept-Charset",
              "Range",
              "If-Range",
              "Cookie",
              "Via",
              "X-Forwarded-Port",
              "Mortise-Anything",
              "Authorization")) {
        assertThat(seen.header(name)).as(name).isEmpty();
      }
      assertThat(seen.header("Accept-Encoding")).isEqualTo("gzip");
    }
  }

  @Test
  void query_charactersThatClientsLeaveAsTheyAre_arriveEncoded() throws Exception {
    String id = key("fake-key-0001", "header").addBy(olga);

    for (var raw : List.of("[", "]", "|", "{", "}", "\"", "^", "<", ">", "`", "\\", "%zz", "%")) {
      String status =
          RawRequest.status(
              server,
              "GET /runtime/v1/proxy/" + id + "/x?a" + raw + "=%5b" + raw + "&b=c HTTP/1.1",
              engine.header("Authorization"));

      assertThat(status).as(raw).contains(" 200");
      var encoded = raw.startsWith("%") ? raw.replace("%", "%25") : URLEncoder.encode(raw, UTF_8);
      assertThat(service.seen().getLast().target())
          .isEqualTo("/x?a" + encoded + "=%5b" + encoded + "&b=c");
    }
  }

  private static String value(String name) {
    return name.equals("Last-Modified") ? "Sat, 21 Nov 2026 10:15:30 GMT" : "1";
  }

  private List<String> locationOf(String id, String value) {
    service.speaks(
        exchange -> {
          exchange.getResponseHeaders().set("Location", value);
          DialectServer.send(exchange, 200, "{}");
        });
    return call(id).headers().allValues("Location");
  }

  private static Answer call(String id) {
    return engine
        .exchange(
            "GET", "/runtime/v1/proxy/" + id + "/x", BodyPublishers.noBody(), request -> request)
        .expect(200);
  }

  /** A key in the query as {@code api_key}, or in a header. */
  private TestCredentials key(String secret, String place) {
    return TestCredentials.http(service)
        .named("masked " + COUNT.incrementAndGet())
        .with("method", "api_key")
        .withoutField("token")
        .field("key", secret)
        .field("in", place)
        .field("name", "api_key");
  }

  private TestCredentials password(String secret) {
    return TestCredentials.http(service)
        .named("password " + COUNT.incrementAndGet())
        .with("method", "basic")
        .withoutField("token")
        .field("username", "olga")
        .field("password", secret);
  }

  private static String escapedUnits(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }

  private static String percentBytes(String text) {
    var escaped = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      escaped.append("%%%02x".formatted(each));
    }
    return escaped.toString();
  }
}
