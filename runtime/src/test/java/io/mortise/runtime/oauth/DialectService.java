package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.runtime.TestService;
import io.mortise.runtime.TestService.Answer;
import io.mortise.runtime.TestService.Asked;
import io.mortise.runtime.oauth.OAuthDialect.Reply;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** A service that speaks a dialect: it takes nothing that the real one would not take. */
final class DialectService implements Answer {
  static final String CLIENT_ID = "fake-client";
  static final String CLIENT_SECRET = "fake-secret";
  static final String CODE = "fake-code";

  private final TestService service;
  private final OAuthDialect dialect;
  private final String redirectUri;

  /** The challenge that the person was sent with; empty for none. */
  private String challenge = "";

  DialectService(TestService service, OAuthDialect dialect, String redirectUri) {
    this.service = service;
    this.dialect = dialect;
    this.redirectUri = redirectUri;
  }

  void expects(String codeChallenge) {
    challenge = codeChallenge;
  }

  @Override
  public void to(HttpExchange exchange) throws IOException {
    var asked = service.asked().getLast();
    var place = asked.header("Host") + asked.target();
    var reply =
        place.equals(dialect.token)
            ? token(asked)
            : place.equals(dialect.revoke) ? revoked(asked) : called(place, asked);
    Answer.of(reply.status(), reply.body(), "Content-Type", "application/json").to(exchange);
  }

  private Reply revoked(Asked asked) {
    var parameters = form(asked.body());
    boolean known = String.valueOf(dialect.first.refreshToken()).equals(parameters.get("token"));
    return isOurs(asked, parameters) && known ? new Reply(200, "") : dialect.badClient;
  }

  private Reply called(String place, Asked asked) {
    var token = asked.header(dialect.header);
    boolean known =
        token.equals(dialect.headerPrefix + dialect.first.accessToken())
            // Lists of tenants are read before anything is chosen, and always by Bearer.
            || token.equals("Bearer " + dialect.first.accessToken());
    return known
        ? dialect.calls.getOrDefault(place, new Reply(404, "{}"))
        : new Reply(401, "{\"error\":\"no token\"}");
  }

  private Reply token(Asked asked) {
    var parameters = parameters(asked);
    var names = new TreeSet<>(parameters.keySet());
    if (!asked.method().equals("POST") || !asked.header("Accept").equals("application/json")) {
      return new Reply(406, "");
    }
    if (!isOurs(asked, parameters)) {
      return dialect.badClient;
    }
    names.removeAll(Set.of("client_id", "client_secret"));
    return switch (parameters.getOrDefault("grant_type", "")) {
      case "authorization_code" -> code(parameters, names);
      case "refresh_token" -> refresh(parameters, names);
      default -> new Reply(400, "{\"error\":\"unsupported_grant_type\"}");
    };
  }

  private boolean isOurs(Asked asked, Map<String, String> parameters) {
    var header = asked.header("Authorization");
    if (dialect.basic) {
      var expected = (CLIENT_ID + ":" + CLIENT_SECRET).getBytes(UTF_8);
      return header.equals("Basic " + Base64.getEncoder().encodeToString(expected))
          && !parameters.containsKey("client_secret");
    }
    return header.isEmpty()
        && CLIENT_ID.equals(parameters.get("client_id"))
        && CLIENT_SECRET.equals(parameters.get("client_secret"));
  }

  private Reply code(Map<String, String> parameters, TreeSet<String> names) {
    var expected = new TreeMap<>(dialect.codeParameters);
    expected.put("grant_type", "authorization_code");
    expected.put("code", CODE);
    expected.put("redirect_uri", redirectUri);
    if (!challenge.isEmpty()) {
      expected.put("code_verifier", parameters.getOrDefault("code_verifier", ""));
    }
    boolean proven =
        challenge.isEmpty() || challenge.equals(hash(parameters.getOrDefault("code_verifier", "")));
    boolean right =
        names.equals(expected.keySet()) && parameters.entrySet().containsAll(expected.entrySet());
    return right && proven ? dialect.answer : dialect.badGrant;
  }

  private Reply refresh(Map<String, String> parameters, TreeSet<String> names) {
    boolean right =
        names.equals(new TreeSet<>(Set.of("grant_type", "refresh_token")))
            && String.valueOf(dialect.first.refreshToken()).equals(parameters.get("refresh_token"));
    return right ? dialect.refreshed : dialect.badGrant;
  }

  private Map<String, String> parameters(Asked asked) {
    var parameters = new TreeMap<String, String>();
    var type = asked.header("Content-Type");
    if (dialect.json && type.startsWith("application/json")) {
      JsonMapper.shared()
          .readTree(asked.body())
          .forEachEntry((name, value) -> parameters.put(name, value.stringValue()));
    } else if (!dialect.json && type.startsWith("application/x-www-form-urlencoded")) {
      parameters.putAll(form(asked.body()));
    }
    return parameters;
  }

  static Map<String, String> form(String text) {
    var parameters = new TreeMap<String, String>();
    for (var part : text.split("&", -1)) {
      var pair = part.split("=", 2);
      parameters.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8));
    }
    return parameters;
  }

  private static String hash(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
