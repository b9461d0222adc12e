package io.mortise.server.practice;

import static io.mortise.server.practice.PetstoreClient.VERIFIER;
import static io.mortise.server.practice.PetstoreClient.basic;
import static io.mortise.server.practice.PetstoreClient.error;
import static io.mortise.server.practice.PetstoreClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.PetstoreVisitor;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The Petstore's tokens: how a client gets them, what they may do, and how they end. */
class PracticeTokensIT {
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
  void code_withTheWrongVerifierOrTwice_givesNothing() {
    assertThat(error(client.exchange(client.code("robin", "pets:read"), VERIFIER + "x")))
        .isEqualTo("invalid_grant");

    String code = client.code("robin", "pets:read");
    JsonNode tokens = json(client.exchange(code, VERIFIER));
    assertThat(error(client.exchange(code, VERIFIER))).isEqualTo("invalid_grant");
    assertThat(client.status("/v1/me", tokens)).isEqualTo(401);
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
    assertThat(error(client.token("grant_type=password"))).isEqualTo("unsupported_grant_type");
    assertThat(error(client.token("grant_type=refresh_token"))).isEqualTo("invalid_request");
    assertThat(error(visitor.get(visitor.url("/oauth/token")))).isEqualTo("invalid_request");
  }

  @Test
  void scopes_limitWhatATokenMayDo() {
    JsonNode reads = json(client.exchange(client.code("robin", "pets:read"), VERIFIER));
    JsonNode writes = json(client.exchange(client.code("robin", "pets:write"), VERIFIER));

    assertThat(client.status("/v1/pets", reads)).isEqualTo(200);
    assertThat(client.status("/v1/pets/1", writes)).isEqualTo(403);
    assertThat(client.status("/v1/me", writes)).isEqualTo(200);
    assertThat(client.add(reads).statusCode()).isEqualTo(403);
    assertThat(client.add(reads).headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("insufficient_scope", "pets:write");
    assertThat(client.add(writes).statusCode()).isEqualTo(200);
  }

  @Test
  void refreshToken_usedTwice_endsTheConnection() {
    JsonNode first = json(client.exchange(client.code("robin", "pets:read"), VERIFIER));
    JsonNode second = json(client.refresh(first));
    assertThat(client.status("/v1/me", second)).isEqualTo(200);

    assertThat(error(client.refresh(first))).isEqualTo("invalid_grant");

    assertThat(client.status("/v1/me", second)).isEqualTo(401);
    assertThat(error(client.refresh(second))).isEqualTo("invalid_grant");
  }

  @Test
  void accessToken_aMinuteLater_isRefusedAndRefreshed() {
    JsonNode tokens = json(client.exchange(client.code("robin", "pets:read"), VERIFIER));

    server.at(
        Duration.ofSeconds(61),
        () -> {
          var refused = client.get("/v1/me", tokens);
          assertThat(refused.statusCode()).isEqualTo(401);
          assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
              .contains("invalid_token");
          assertThat(client.status("/v1/me", json(client.refresh(tokens)))).isEqualTo(200);
        });
  }

  @Test
  void revoke_refreshToken_endsTheConnectionAndSaysNothingOfUnknownOnes() {
    JsonNode tokens = json(client.exchange(client.code("robin", "pets:read"), VERIFIER));

    assertThat(client.revoke("token=unknown").statusCode()).isEqualTo(200);
    assertThat(error(client.revoke("x=y"))).isEqualTo("invalid_request");
    assertThat(client.revoke("token=" + tokens.path("refresh_token").asString()).statusCode())
        .isEqualTo(200);

    assertThat(client.status("/v1/me", tokens)).isEqualTo(401);
    assertThat(error(client.refresh(tokens))).isEqualTo("invalid_grant");
  }

  @Test
  void startPage_endsAllAccessOfOnePerson() {
    JsonNode robins = json(client.exchange(client.code("robin", "pets:read"), VERIFIER));
    JsonNode sams = json(client.exchange(client.code("sam", "pets:read"), VERIFIER));

    visitor.endAccess("robin");

    assertThat(client.status("/v1/me", robins)).isEqualTo(401);
    assertThat(error(client.refresh(robins))).isEqualTo("invalid_grant");
    assertThat(client.status("/v1/me", sams)).isEqualTo(200);
    assertThat(visitor.get(visitor.url("/?ended=robin")).body())
        .contains("All access of Robin Meyer has ended.", "no connection")
        .contains(server.practiceKey(), server.practiceClientSecret());
  }
}
