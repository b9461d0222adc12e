package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.practice.OAuthRefused.Code;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** One request to the practice service, and its answer. */
final class Exchange {
  private static final int MAX_BODY = 10_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpExchange http;
  private final JsonMapper json;

  Exchange(HttpExchange http, JsonMapper json) {
    this.http = http;
    this.json = json;
  }

  String method() {
    return http.getRequestMethod();
  }

  String path() {
    return http.getRequestURI().getPath();
  }

  String query() {
    return Optional.ofNullable(http.getRequestURI().getRawQuery()).orElse("");
  }

  /** A header that was sent once. */
  Optional<String> header(String name) {
    List<String> sent = http.getRequestHeaders().get(name);
    return sent == null || sent.size() != 1 ? Optional.empty() : Optional.of(sent.getFirst());
  }

  byte[] body() throws IOException {
    return http.getRequestBody().readNBytes(MAX_BODY);
  }

  /**
   * @throws OAuthRefused if the body is no form
   */
  Parameters form() throws IOException {
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!method().equals("POST") || !type.startsWith(FORM)) {
      throw new OAuthRefused(Code.INVALID_REQUEST, "Send a POST with a body of type " + FORM + ".");
    }
    return Parameters.parse(new String(body(), UTF_8));
  }

  Exchange with(String header, String value) {
    http.getResponseHeaders().set(header, value);
    return this;
  }

  void json(int status, Object body) throws IOException {
    send(status, "application/json", json.writeValueAsString(body));
  }

  void fail(int status, String error) throws IOException {
    json(status, Map.of("error", error));
  }

  void html(int status, String page) throws IOException {
    send(status, "text/html; charset=utf-8", page);
  }

  /** By 303, so that a form is not sent on to the other address (RFC 9700, section 4.12). */
  void redirect(URI to) throws IOException {
    with("Location", to.toString()).empty(303);
  }

  void empty(int status) throws IOException {
    http.sendResponseHeaders(status, -1);
    http.close();
  }

  private void send(int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    with("Content-Type", type);
    http.sendResponseHeaders(status, bytes.length);
    try (var out = http.getResponseBody()) {
      out.write(bytes);
    }
  }
}
