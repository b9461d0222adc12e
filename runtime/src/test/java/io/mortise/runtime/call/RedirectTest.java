package io.mortise.runtime.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.runtime.auth.OutboundRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RedirectTest {
  private static final String FROM = "https://api.acme.test/v1/a?x=1";

  /** The method of the next request, and whether the body goes along; no method for no redirect. */
  private record Row(String method, int status, String next, boolean body) {}

  @TestFactory
  Stream<DynamicTest> from_everyStatus_keepsOrDropsMethodAndBody() {
    return Stream.of(
            new Row("GET", 301, "GET", true),
            new Row("POST", 301, "GET", false),
            new Row("PUT", 302, "GET", false),
            new Row("HEAD", 302, "HEAD", true),
            new Row("POST", 303, "GET", false),
            new Row("HEAD", 303, "HEAD", true),
            new Row("POST", 307, "POST", true),
            new Row("DELETE", 308, "DELETE", true),
            new Row("GET", 200, "", false),
            new Row("GET", 201, "", false),
            new Row("GET", 300, "", false),
            new Row("GET", 304, "", false),
            new Row("GET", 305, "", false),
            new Row("GET", 309, "", false))
        .map(row -> DynamicTest.dynamicTest(row.toString(), () -> check(row)));
  }

  private static void check(Row row) {
    var request = request(row.method(), FROM);

    var next = Redirect.from(request, row.status(), List.of("/b"));

    assertThat(next.map(OutboundRequest::method).orElse("")).isEqualTo(row.next());
    next.ifPresent(
        found -> {
          assertThat(found.uri()).hasToString("https://api.acme.test/b");
          assertThat(found.body()).isEqualTo(row.body() ? request.body() : null);
          assertThat(found.headers().keySet())
              .containsExactlyInAnyOrderElementsOf(
                  row.body() ? List.of("X-Mine", "content-Type") : List.of("X-Mine"));
        });
  }

  @Test
  void from_locationInEveryForm_isResolvedAgainstTheRequest() {
    Map.of(
            "b", "https://api.acme.test/v1/b",
            " /b ", "https://api.acme.test/b",
            "../b?y=2", "https://api.acme.test/b?y=2",
            "?y=2", "https://api.acme.test/v1/a?y=2",
            "//other.test/b", "https://other.test/b",
            "HTTPS://other.test:8443/b", "HTTPS://other.test:8443/b")
        .forEach(
            (location, target) ->
                assertThat(Redirect.from(request("GET", FROM), 302, List.of(location)))
                    .as(location)
                    .map(next -> next.uri().toString())
                    .contains(target));
  }

  @Test
  void from_unusableLocation_isNoRedirect() {
    for (var locations :
        List.of(
            List.<String>of(),
            List.of("/b", "/c"),
            List.of("http://["),
            List.of("/a b"),
            List.of("http://api.acme.test/b"),
            List.of("ftp://api.acme.test/b"),
            List.of("mailto:someone@acme.test"))) {
      assertThat(Redirect.from(request("GET", FROM), 302, locations))
          .as(locations.toString())
          .isEmpty();
    }
  }

  @Test
  void from_plainRequest_mayGoOnPlainOrToTls() {
    var plain = request("GET", "http://api.acme.test/a");

    assertThat(Redirect.from(plain, 302, List.of("/b"))).isPresent();
    assertThat(Redirect.from(plain, 302, List.of("https://api.acme.test/b"))).isPresent();
  }

  private static OutboundRequest request(String method, String uri) {
    return new OutboundRequest(
        method,
        URI.create(uri),
        Map.of("X-Mine", List.of("a"), "content-Type", List.of("text/plain")),
        "body".getBytes(UTF_8));
  }
}
