package io.mortise.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the server over HTTP: nobody yet, a person with a session, or an API key. */
public final class Api {
  public static final String PASSWORD = "a long fake password";
  public static final String OWNER_EMAIL = "olga@example.test";
  private static final String V1 = "/api/v1";
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI server;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Api(URI server) {
    this.server = server;
  }

  /** Makes the organization “Acme” and becomes its owner, Olga. */
  public Api setUp() {
    var body =
        Map.of(
            "token",
            TestServer.SETUP_TOKEN,
            "organization",
            "Acme",
            "name",
            "Olga",
            "email",
            OWNER_EMAIL,
            "password",
            PASSWORD);
    post("/setup", body).expect(201);
    return this;
  }

  public Api signIn(String email) {
    post("/session", Map.of("email", email, "password", PASSWORD)).expect(200);
    return this;
  }

  /** The same person's key: makes one at this server and speaks by it. */
  public Api withKey(String... scopes) {
    return withKey(Map.of("scopes", List.of(scopes)));
  }

  public Api withKey(Map<String, Object> wanted) {
    var body = new LinkedHashMap<String, Object>(wanted);
    body.putIfAbsent("name", "fake key " + System.nanoTime());
    return byToken(post("/api-keys", body).expect(201).at("/token"));
  }

  public Api byToken(String token) {
    return new Api(server).with("Authorization", "Bearer " + token);
  }

  /** The same key or session, at another server on the same database. */
  public Api at(TestServer other) {
    var there = new Api(other.uri());
    there.headers.putAll(headers);
    there.cookies.putAll(cookies);
    return there;
  }

  /** This caller with one more header. */
  public Api with(String header, String value) {
    var more = new Api(server);
    more.headers.putAll(headers);
    more.cookies.putAll(cookies);
    more.headers.put(header, value);
    return more;
  }

  /** This caller without a header that is usually sent. */
  public Api without(String header) {
    var less = with(header, "");
    less.headers.remove(header);
    return less;
  }

  /** What this caller sends under that name. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** A cookie as the browser has it. */
  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  public Answer post(String path) {
    return send("POST", path, null);
  }

  public Answer patch(String path, Object body) {
    return send("PATCH", path, body);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** Resolves as an engine does. */
  public Answer resolve(String ref) {
    return resolve(ref, Map.of());
  }

  public Answer resolve(String ref, Map<String, ?> claims) {
    return post("/runtime/v1/credentials/" + ref + "/resolve", claims);
  }

  /**
   * A path beginning with /runtime, /hooks or /api is taken as it is, any other is one of /api/v1.
   */
  public Answer send(String method, String path, @Nullable Object body) {
    return switch (body) {
      case null -> exchange(method, path, BodyPublishers.noBody(), request -> request);
      case String text -> sendText(method, path, text);
      default -> sendText(method, path, JSON.writeValueAsString(body));
    };
  }

  private Answer sendText(String method, String path, String text) {
    return exchange(
        method,
        path,
        BodyPublishers.ofString(text),
        request ->
            headers.containsKey("Content-Type")
                ? request
                : request.setHeader("Content-Type", "application/json"));
  }

  /** Anything, for requests that a well-behaved client would not send. */
  public Answer exchange(
      String method, String path, BodyPublisher body, UnaryOperator<HttpRequest.Builder> change) {
    var request = HttpRequest.newBuilder(address(path)).method(method, body);
    headers.forEach(request::setHeader);
    if (!cookies.isEmpty()) {
      request.setHeader(
          "Cookie", String.join("; ", cookies.entrySet().stream().map(Object::toString).toList()));
      if (!headers.containsKey("X-CSRF-Token")) {
        request.setHeader("X-CSRF-Token", cookie("mortise_csrf"));
      }
    }
    try {
      var response = CLIENT.send(change.apply(request).build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI address(String path) {
    boolean whole =
        path.startsWith("/api/") || path.startsWith("/runtime/") || path.startsWith("/hooks/");
    return URI.create(server + (whole ? path : V1 + path));
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (pair.startsWith("mortise_")) {
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }
}
