package io.mortise.runtime.oauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a service speaks OAuth, as the facts have it; written here a second time on purpose, so that
 * a connector's file is held against it. Built by {@link #of} and the methods that return it.
 */
final class OAuthDialect {
  /** What a service answers. */
  record Reply(int status, String body) {}

  /** The values that must be read from an answer. */
  record Expected(
      String accessToken,
      @Nullable String refreshToken,
      @Nullable Long seconds,
      @Nullable List<String> scopes) {}

  final String connector;
  final String method;
  final Map<String, Object> fields = new LinkedHashMap<>();
  final Map<String, String> parameters = new LinkedHashMap<>();
  final Map<String, String> redirect = new LinkedHashMap<>();
  final Map<String, String> codeParameters = new LinkedHashMap<>();
  final Map<String, String> issued = new LinkedHashMap<>();
  final Map<String, Reply> calls = new LinkedHashMap<>();
  final Map<Reply, TokenRefused.Cause> refusals = new LinkedHashMap<>();
  String authorize = "";
  String token = "";
  String revoke = "";
  boolean pkce = true;
  boolean json;
  boolean basic;
  Reply badClient = new Reply(401, json("{'error':'invalid_client'}"));
  Reply badGrant = new Reply(400, json("{'error':'invalid_grant'}"));
  Reply answer = new Reply(500, "");
  Expected first = new Expected("", null, null, null);
  Reply refreshed = new Reply(500, "");
  Expected second = new Expected("", null, null, null);
  List<String> choices = List.of();
  List<String> hosts = List.of();
  String header = "Authorization";
  String headerPrefix = "Bearer ";
  String identity = "";

  private OAuthDialect(String connector, String method) {
    this.connector = connector;
    this.method = method;
  }

  static OAuthDialect of(String connector, String method) {
    return new OAuthDialect(connector, method);
  }

  /** JSON with single quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  OAuthDialect with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  /** Where people agree, and the parameters beside those of every service. */
  OAuthDialect authorizes(String address, Map<String, String> further) {
    authorize = address;
    parameters.putAll(further);
    return this;
  }

  /** Host and path of the token endpoint. */
  OAuthDialect tokensAt(String hostAndPath) {
    token = hostAndPath;
    return this;
  }

  /** Host and path of the revocation endpoint. */
  OAuthDialect revokesAt(String hostAndPath) {
    revoke = hostAndPath;
    return this;
  }

  OAuthDialect withoutPkce() {
    pkce = false;
    return this;
  }

  OAuthDialect takesJson() {
    json = true;
    return this;
  }

  OAuthDialect takesBasic() {
    basic = true;
    return this;
  }

  OAuthDialect refusesClient(int status, String body) {
    badClient = new Reply(status, json(body));
    return this;
  }

  OAuthDialect refusesGrant(int status, String body) {
    badGrant = new Reply(status, json(body));
    return this;
  }

  OAuthDialect answers(String body, Expected expected) {
    answer = new Reply(200, json(body));
    first = expected;
    return this;
  }

  OAuthDialect refreshes(String body, Expected expected) {
    refreshed = new Reply(200, json(body));
    second = expected;
    return this;
  }

  OAuthDialect refuses(int status, String body, TokenRefused.Cause cause) {
    refusals.put(new Reply(status, json(body)), cause);
    return this;
  }

  /** What comes with the redirect beside code and state. */
  OAuthDialect redirectsWith(String parameter, String value) {
    redirect.put(parameter, value);
    return this;
  }

  OAuthDialect issues(String field, String value) {
    issued.put(field, value);
    return this;
  }

  /** A call with the token, by host and target. */
  OAuthDialect knows(String hostAndTarget, String body) {
    calls.put(hostAndTarget, new Reply(200, json(body)));
    return this;
  }

  OAuthDialect offers(String... names) {
    choices = List.of(names);
    return this;
  }

  OAuthDialect tokenIn(String name, String prefix) {
    header = name;
    headerPrefix = prefix;
    return this;
  }

  OAuthDialect reaches(String... names) {
    hosts = List.of(names);
    return this;
  }

  OAuthDialect isNamed(String account) {
    identity = account;
    return this;
  }

  @Override
  public String toString() {
    return connector + "/" + method;
  }
}
