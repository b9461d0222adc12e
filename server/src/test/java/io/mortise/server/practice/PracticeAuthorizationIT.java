package io.mortise.server.practice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.PetstoreVisitor;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Petstore's authorization server, as a client and a person meet it. */
class PracticeAuthorizationIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VERIFIER = "fake-verifier-fake-verifier-fake-verifier-0001";
  private static TestServer server;
  private static PetstoreVisitor visitor;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    visitor = new PetstoreVisitor(server);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Test
  void metadata_namesEndpointsThatAnswer() {
    JsonNode metadata = json(visitor.get(visitor.url("/.well-known/oauth-authorization-server")));

    assertThat(metadata.path("issuer").asString()).isEqualTo(visitor.url(""));
    for (String endpoint : List.of("token_endpoint", "revocation_endpoint")) {
      var answer = visitor.post(metadata.path(endpoint).asString(), "");
      assertThat(error(answer)).isEqualTo("invalid_client");
    }
    var page = visitor.get(metadata.path("authorization_endpoint").asString());
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(metadata.path("code_challenge_methods_supported").toString())
        .isEqualTo("[\"S256\"]");
    assertThat(metadata.path("authorization_response_iss_parameter_supported").asBoolean())
        .isTrue();
  }

  @Test
  void consentPage_saysWhoAsksForWhat_andOffersTwoPeople() {
    var page = visitor.get(authorize(Map.of("scope", "pets:read pets:write")));

    assertThat(page.body())
        .contains("client ID <code>mortise</code>", "pets:read", "pets:write")
        .contains("Robin Meyer", "Sam Okafor", "Allow", "Deny");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains(
            "default-src 'none'", "frame-ancestors 'none'", "form-action 'self' " + server.uri());
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void allow_comesBackWithCodeStateAndIssuer_andTheCodeGivesTokens() {
    var back = query(visitor.allow(authorize(Map.of("scope", "pets:read other")), "sam"));

    assertThat(back)
        .containsEntry("state", "fake & state")
        .containsEntry("iss", visitor.url(""))
        .containsOnlyKeys("code", "state", "iss");
    var answer = exchange(back.getOrDefault("code", ""), VERIFIER);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode tokens = json(answer);
    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(60);
    assertThat(tokens.path("scope").asString()).isEqualTo("pets:read");
    assertThat(me(tokens).path("name").asString()).isEqualTo("Sam Okafor");
  }

  @Test
  void deny_comesBackWithAccessDenied() {
    assertThat(query(visitor.deny(authorize(Map.of()))))
        .containsEntry("error", "access_denied")
        .containsEntry("state", "fake & state")
        .containsEntry("iss", visitor.url(""))
        .doesNotContainKey("code");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, , invalid_request",
    "response_type, token, unsupported_response_type",
    "code_challenge, , invalid_request",
    "code_challenge, short, invalid_request",
    "code_challenge_method, , invalid_request",
    "code_challenge_method, plain, invalid_request",
    "scope, everything, invalid_scope"
  })
  void request_thatIsWrong_isAnsweredToTheClient(
      String parameter, @Nullable String value, String error) {
    var answer = visitor.get(authorize(Map.of(parameter, value == null ? "" : value)));

    assertThat(answer.statusCode()).isEqualTo(303);
    var location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(location.toString()).startsWith(redirectUri() + "?");
    assertThat(query(location))
        .containsEntry("error", error)
        .containsEntry("state", "fake & state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=other",
        "client_id=",
        "redirect_uri=https://thief.example/",
        "redirect_uri=%/x",
        "redirect_uri=%?x=1"
      })
  void request_ofAnotherClientOrAddress_isToldToThePersonOnly(String change) {
    String[] pair = change.split("=", 2);
    var answer = visitor.get(authorize(Map.of(pair[0], pair[1].replace("%", redirectUri()))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(answer.body()).contains("Authorization is not possible");
  }

  @Test
  void request_withAParameterTwice_isRefused() {
    assertThat(visitor.get(authorize(Map.of()) + "&client_id=mortise").statusCode()).isEqualTo(400);
    var twice = visitor.get(authorize(Map.of()) + "&response_type=code");
    assertThat(twice.headers().firstValue("Location").orElseThrow()).contains("invalid_request");
  }

  @Test
  void decision_ofAnotherSite_isNotTaken() {
    var answer = visitor.post(authorize(Map.of()), "decision=allow&person=robin&page=guessed");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    var end = visitor.post(visitor.url("/end-access"), "person=robin&page=guessed");
    assertThat(end.statusCode()).isEqualTo(403);
    assertThat(visitor.get(visitor.url("/end-access")).statusCode()).isEqualTo(403);
  }

  @Test
  void page_withScriptInParameters_escapesIt() {
    String script = "\"><script>alert(1)</script>";
    var page = visitor.get(authorize(Map.of("state", script)));
    var refused = visitor.get(authorize(Map.of("client_id", script)));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body() + refused.body()).doesNotContain("<script>alert");
  }

  @Test
  void code_withTheWrongVerifierOrTwice_givesNothing() {
    assertThat(error(exchange(code("robin", "pets:read"), VERIFIER + "x")))
        .isEqualTo("invalid_grant");

    String code = code("robin", "pets:read");
    JsonNode tokens = json(exchange(code, VERIFIER));
    assertThat(error(exchange(code, VERIFIER))).isEqualTo("invalid_grant");
    assertThat(status("/v1/me", tokens)).isEqualTo(401);
  }

  @Test
  void client_isAuthenticatedByHeaderOrForm() {
    String form = "grant_type=refresh_token&refresh_token=unknown";
    String token = visitor.url("/oauth/token");
    String secret = server.practiceClientSecret();

    assertThat(error(visitor.post(token, form, "Authorization", basic("mortise", secret))))
        .isEqualTo("invalid_grant");
    assertThat(error(visitor.post(token, form + "&client_id=mortise&client_secret=" + secret)))
        .isEqualTo("invalid_grant");
    for (String credentials :
        List.of(basic("mortise", "wrong"), basic("other", secret), "Basic !", "Bearer x")) {
      var refused = visitor.post(token, form, "Authorization", credentials);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic ");
      assertThat(error(refused)).isEqualTo("invalid_client");
    }
    assertThat(error(visitor.post(token, form))).isEqualTo("invalid_client");
    assertThat(error(visitor.post(token, form + "&client_id=mortise"))).isEqualTo("invalid_client");
    var both =
        visitor.post(
            token, form + "&client_secret=" + secret, "Authorization", basic("mortise", secret));
    assertThat(error(both)).isEqualTo("invalid_request");
  }

  @Test
  void token_ofAnUnknownGrantOrWithoutAForm_isRefused() {
    assertThat(error(token("grant_type=password"))).isEqualTo("unsupported_grant_type");
    assertThat(error(token("grant_type=refresh_token"))).isEqualTo("invalid_request");
    assertThat(error(visitor.get(visitor.url("/oauth/token")))).isEqualTo("invalid_request");
  }

  @Test
  void scopes_limitWhatATokenMayDo() {
    JsonNode reads = json(exchange(code("robin", "pets:read"), VERIFIER));
    JsonNode writes = json(exchange(code("robin", "pets:write"), VERIFIER));

    assertThat(status("/v1/pets", reads)).isEqualTo(200);
    assertThat(status("/v1/pets/1", writes)).isEqualTo(403);
    assertThat(status("/v1/me", writes)).isEqualTo(200);
    assertThat(add(reads).statusCode()).isEqualTo(403);
    assertThat(add(reads).headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("insufficient_scope", "pets:write");
    assertThat(add(writes).statusCode()).isEqualTo(200);
  }

  @Test
  void refreshToken_usedTwice_endsTheConnection() {
    JsonNode first = json(exchange(code("robin", "pets:read"), VERIFIER));
    JsonNode second = json(refresh(first));
    assertThat(status("/v1/me", second)).isEqualTo(200);

    assertThat(error(refresh(first))).isEqualTo("invalid_grant");

    assertThat(status("/v1/me", second)).isEqualTo(401);
    assertThat(error(refresh(second))).isEqualTo("invalid_grant");
  }

  @Test
  void accessToken_aMinuteLater_isRefusedAndRefreshed() {
    JsonNode tokens = json(exchange(code("robin", "pets:read"), VERIFIER));

    server.at(
        Duration.ofSeconds(61),
        () -> {
          var refused = get("/v1/me", tokens);
          assertThat(refused.statusCode()).isEqualTo(401);
          assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
              .contains("invalid_token");
          assertThat(status("/v1/me", json(refresh(tokens)))).isEqualTo(200);
        });
  }

  @Test
  void revoke_refreshToken_endsTheConnectionAndSaysNothingOfUnknownOnes() {
    JsonNode tokens = json(exchange(code("robin", "pets:read"), VERIFIER));

    assertThat(revoke("token=unknown").statusCode()).isEqualTo(200);
    assertThat(error(revoke("x=y"))).isEqualTo("invalid_request");
    assertThat(revoke("token=" + tokens.path("refresh_token").asString()).statusCode())
        .isEqualTo(200);

    assertThat(status("/v1/me", tokens)).isEqualTo(401);
    assertThat(error(refresh(tokens))).isEqualTo("invalid_grant");
  }

  @Test
  void startPage_endsAllAccessOfOnePerson() {
    JsonNode robins = json(exchange(code("robin", "pets:read"), VERIFIER));
    JsonNode sams = json(exchange(code("sam", "pets:read"), VERIFIER));

    visitor.endAccess("robin");

    assertThat(status("/v1/me", robins)).isEqualTo(401);
    assertThat(error(refresh(robins))).isEqualTo("invalid_grant");
    assertThat(status("/v1/me", sams)).isEqualTo(200);
    assertThat(visitor.get(visitor.url("/?ended=robin")).body())
        .contains("All access of Robin Meyer has ended.", "no connection")
        .contains(server.practiceKey(), server.practiceClientSecret());
  }

  private static String redirectUri() {
    return server.uri() + "/api/v1/oauth/callback";
  }

  /** A request that is right but for these parameters. */
  private static String authorize(Map<String, String> changes) {
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

  private static String code(String person, String scope) {
    return query(visitor.allow(authorize(Map.of("scope", scope)), person)).getOrDefault("code", "");
  }

  private static HttpResponse<String> exchange(String code, String verifier) {
    return token(
        "grant_type=authorization_code&code="
            + code
            + "&code_verifier="
            + verifier
            + "&redirect_uri="
            + URLEncoder.encode(redirectUri(), UTF_8));
  }

  private static HttpResponse<String> refresh(JsonNode tokens) {
    return token(
        "grant_type=refresh_token&refresh_token=" + tokens.path("refresh_token").asString());
  }

  private static HttpResponse<String> token(String form) {
    return visitor.post(visitor.url("/oauth/token"), form, "Authorization", client());
  }

  private static HttpResponse<String> revoke(String form) {
    return visitor.post(visitor.url("/oauth/revoke"), form, "Authorization", client());
  }

  private static String client() {
    return basic("mortise", server.practiceClientSecret());
  }

  private static String basic(String id, String secret) {
    return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  private static HttpResponse<String> get(String path, JsonNode tokens) {
    return visitor.get(visitor.url(path), "Authorization", bearer(tokens));
  }

  private static int status(String path, JsonNode tokens) {
    return get(path, tokens).statusCode();
  }

  private static JsonNode me(JsonNode tokens) {
    return json(get("/v1/me", tokens));
  }

  private static HttpResponse<String> add(JsonNode tokens) {
    String pet = "{\"name\":\"Olive\",\"kind\":\"parrot\"}";
    return visitor.post(visitor.url("/v1/pets"), pet, "Authorization", bearer(tokens));
  }

  private static String bearer(JsonNode tokens) {
    return "Bearer " + tokens.path("access_token").asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String error(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isBetween(400, 401);
    return JSON.readTree(answer.body()).path("error").asString();
  }

  private static Map<String, String> query(URI address) {
    var values = new LinkedHashMap<String, String>();
    Parameters.parse(address.getRawQuery())
        .values()
        .forEach((name, given) -> values.put(name, String.join(",", given)));
    return values;
  }
}
