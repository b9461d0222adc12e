package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.PetstoreVisitor;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the client that is registered at the Petstore sends, for a person who agrees. */
final class PetstoreClient {
  static final String VERIFIER = "fake-verifier-fake-verifier-fake-verifier-0001";
  private static final JsonMapper JSON = new JsonMapper();

  private final TestServer server;
  private final PetstoreVisitor visitor;

  PetstoreClient(TestServer server) {
    this.server = server;
    this.visitor = new PetstoreVisitor(server);
  }

  PetstoreVisitor visitor() {
    return visitor;
  }

  String redirectUri() {
    return server.uri() + "/api/v1/oauth/callback";
  }

  /** A request that is right but for these parameters. */
  String authorize(Map<String, String> changes) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "mortise");
    parameters.put("redirect_uri", redirectUri());
    parameters.put("state", "fake & state");
    parameters.put("scope", "pets:read");
    parameters.put("code_challenge", RandomText.hash(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(changes);
    return visitor.url("/oauth/authorize?")
        + parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
  }

  String code(String person, String scope) {
    return query(visitor.allow(authorize(Map.of("scope", scope)), person)).getOrDefault("code", "");
  }

  HttpResponse<String> exchange(String code, String verifier) {
    return token(
        "grant_type=authorization_code&code="
            + code
            + "&code_verifier="
            + verifier
            + "&redirect_uri="
            + URLEncoder.encode(redirectUri(), UTF_8));
  }

  HttpResponse<String> refresh(JsonNode tokens) {
    return token(
        "grant_type=refresh_token&refresh_token=" + tokens.path("refresh_token").asString());
  }

  HttpResponse<String> token(String form) {
    return visitor.post(visitor.url("/oauth/token"), form, "Authorization", client());
  }

  HttpResponse<String> revoke(String form) {
    return visitor.post(visitor.url("/oauth/revoke"), form, "Authorization", client());
  }

  String client() {
    return basic("mortise", server.practiceClientSecret());
  }

  static String basic(String id, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  HttpResponse<String> get(String path, JsonNode tokens) {
    return visitor.get(visitor.url(path), "Authorization", bearer(tokens));
  }

  int status(String path, JsonNode tokens) {
    return get(path, tokens).statusCode();
  }

  JsonNode me(JsonNode tokens) {
    return json(get("/v1/me", tokens));
  }

  HttpResponse<String> add(JsonNode tokens) {
    String pet = "{\"name\":\"Olive\",\"kind\":\"parrot\"}";
    return visitor.post(visitor.url("/v1/pets"), pet, "Authorization", bearer(tokens));
  }

  static String bearer(JsonNode tokens) {
    return "Bearer " + tokens.path("access_token").asString();
  }

  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static String error(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isBetween(400, 401);
    return JSON.readTree(answer.body()).path("error").asString();
  }

  static Map<String, String> query(URI address) {
    var values = new LinkedHashMap<String, String>();
    Parameters.parse(address.getRawQuery())
        .values()
        .forEach((name, given) -> values.put(name, String.join(",", given)));
    return values;
  }
}
