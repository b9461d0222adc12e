package io.mortise.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person at the pages of the practice service, in a browser that runs no script. */
public final class PetstoreVisitor {
  private static final Pattern GUARD = Pattern.compile("name=\"page\" value=\"([^\"]+)\"");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI site;

  public PetstoreVisitor(TestServer server) {
    this.site = URI.create("http://localhost:" + server.practicePort());
  }

  public String url(String path) {
    return site + path;
  }

  /** Where the Petstore sends this person after they allowed access. */
  public URI allow(String authorizationUrl, String person) {
    return location(decide(authorizationUrl, "decision=allow&person=" + person));
  }

  /** Where it sends them after they denied it. */
  public URI deny(String authorizationUrl) {
    return location(decide(authorizationUrl, "decision=deny&person=robin"));
  }

  /** Ends all access of a person on the start page. */
  public void endAccess(String person) {
    location(post(url("/end-access"), guard(get(url("/"))) + "&person=" + person));
  }

  public HttpResponse<String> get(String address, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public HttpResponse<String> post(String address, String form, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> decide(String authorizationUrl, String decision) {
    return post(authorizationUrl, guard(get(authorizationUrl)) + "&" + decision);
  }

  private static String guard(HttpResponse<String> page) {
    Matcher guard = GUARD.matcher(page.body());
    if (page.statusCode() != 200 || !guard.find()) {
      throw new AssertionError(page.uri() + " answered " + page.statusCode());
    }
    return "page=" + guard.group(1);
  }

  private static URI location(HttpResponse<String> answer) {
    if (answer.statusCode() != 303) {
      throw new AssertionError(answer.uri() + " answered " + answer.statusCode());
    }
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
