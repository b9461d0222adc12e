package io.mortise.server.practice;

import static io.mortise.server.practice.PetstoreClient.VERIFIER;
import static io.mortise.server.practice.PetstoreClient.error;
import static io.mortise.server.practice.PetstoreClient.json;
import static io.mortise.server.practice.PetstoreClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.PetstoreVisitor;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The Petstore's authorization endpoint, as a client and a person meet it. */
class PracticeAuthorizationIT {
  private static TestServer server;
  private static PetstoreClient client;
  private static PetstoreVisitor visitor;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    client = new PetstoreClient(server);
    visitor = client.visitor();
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
    var page = visitor.get(client.authorize(Map.of("scope", "pets:read pets:write")));

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
    var back = query(visitor.allow(client.authorize(Map.of("scope", "pets:read other")), "sam"));

    assertThat(back)
        .containsEntry("state", "fake & state")
        .containsEntry("iss", visitor.url(""))
        .containsOnlyKeys("code", "state", "iss");
    var answer = client.exchange(back.getOrDefault("code", ""), VERIFIER);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode tokens = json(answer);
    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(60);
    assertThat(tokens.path("scope").asString()).isEqualTo("pets:read");
    assertThat(client.me(tokens).path("name").asString()).isEqualTo("Sam Okafor");
  }

  @Test
  void deny_comesBackWithAccessDenied() {
    assertThat(query(visitor.deny(client.authorize(Map.of()))))
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
    var answer = visitor.get(client.authorize(Map.of(parameter, value == null ? "" : value)));

    assertThat(answer.statusCode()).isEqualTo(303);
    var location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(location.toString()).startsWith(client.redirectUri() + "?");
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
    var answer =
        visitor.get(client.authorize(Map.of(pair[0], pair[1].replace("%", client.redirectUri()))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(answer.body()).contains("Authorization is not possible");
  }

  @Test
  void request_withAParameterTwice_isRefused() {
    assertThat(visitor.get(client.authorize(Map.of()) + "&client_id=mortise").statusCode())
        .isEqualTo(400);
    var twice = visitor.get(client.authorize(Map.of()) + "&response_type=code");
    assertThat(twice.headers().firstValue("Location").orElseThrow()).contains("invalid_request");
  }

  @Test
  void decision_ofAnotherSite_isNotTaken() {
    var answer =
        visitor.post(client.authorize(Map.of()), "decision=allow&person=robin&page=guessed");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    var end = visitor.post(visitor.url("/end-access"), "person=robin&page=guessed");
    assertThat(end.statusCode()).isEqualTo(403);
    assertThat(visitor.get(visitor.url("/end-access")).statusCode()).isEqualTo(403);
  }

  @Test
  void page_withScriptInParameters_escapesIt() {
    String script = "\"><script>alert(1)</script>";
    var page = visitor.get(client.authorize(Map.of("state", script)));
    var refused = visitor.get(client.authorize(Map.of("client_id", script)));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body() + refused.body()).doesNotContain("<script>alert");
  }
}
