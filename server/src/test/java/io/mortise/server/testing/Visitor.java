package io.mortise.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person who signs in at the {@link AuthorizationServer} and decides there, in a browser of their
 * own that runs no script.
 */
public final class Visitor {
  private static final Pattern INPUT =
      Pattern.compile("<input[^>]*name=\"(_csrf|state)\"[^>]*value=\"([^\"]+)\"");
  private static final int MAX_STEPS = 10;

  private final AuthorizationServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Visitor(AuthorizationServer server) {
    this.server = server;
  }

  /** Where the server sends the person after they agreed. */
  public URI agree(String authorizationUrl) {
    return decide(authorizationUrl, "&scope=read&scope=write");
  }

  /** Where it sends them after they agreed to nothing. */
  public URI deny(String authorizationUrl) {
    return decide(authorizationUrl, "");
  }

  /** The status of the page at which the person arrives after signing in. */
  public int statusOf(String authorizationUrl) {
    HttpResponse<String> answer = get(URI.create(authorizationUrl));
    for (int step = 0; step < MAX_STEPS; step++) {
      if (answer.statusCode() / 100 != 3 && !answer.uri().getPath().equals("/login")) {
        return answer.statusCode();
      }
      answer = next(answer, "");
    }
    throw new AssertionError("Still at " + answer.uri());
  }

  private URI decide(String authorizationUrl, String scopes) {
    HttpResponse<String> answer = get(URI.create(authorizationUrl));
    for (int step = 0; step < MAX_STEPS; step++) {
      URI location = location(answer);
      if (answer.statusCode() / 100 == 3 && !location.toString().startsWith(server.url("/"))) {
        return location;
      }
      answer = next(answer, scopes);
    }
    throw new AssertionError("Still at " + answer.uri());
  }

  private HttpResponse<String> next(HttpResponse<String> page, String scopes) {
    if (page.statusCode() / 100 == 3) {
      return get(location(page));
    }
    Matcher input = INPUT.matcher(page.body());
    if (page.statusCode() != 200 || !input.find()) {
      throw new AssertionError(page.uri() + " answered " + page.statusCode());
    }
    return page.uri().getPath().equals("/login")
        ? post("/login", signIn(input.group(2)))
        : post(
            "/oauth2/authorize",
            "client_id=" + client(page) + "&state=" + encoded(input.group(2)) + scopes);
  }

  private static String signIn(String csrf) {
    return "username="
        + AuthorizationServer.USER
        + "&password="
        + encoded(AuthorizationServer.PASSWORD)
        + "&_csrf="
        + encoded(csrf);
  }

  private static String client(HttpResponse<String> page) {
    Matcher client = Pattern.compile("client_id=([^&]+)").matcher(page.uri().getQuery());
    if (!client.find()) {
      throw new AssertionError("No client in " + page.uri());
    }
    return client.group(1);
  }

  private static URI location(HttpResponse<String> answer) {
    return answer.uri().resolve(answer.headers().firstValue("Location").orElse(""));
  }

  private HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address).header("Accept", "text/html"));
  }

  private HttpResponse<String> post(String path, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(server.url(path)))
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
