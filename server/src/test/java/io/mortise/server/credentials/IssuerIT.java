package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.AuthorizationServer;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The issuer of an authorization server is enough to find its addresses (RFC 8414), and an answer
 * of another issuer is refused (RFC 9207).
 */
class IssuerIT extends AccountConnecting {
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private void publishes(String place, String issuerName, boolean namesIssuer) {
    issuer.speaks(
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals(place)) {
            metadata(exchange, issuerName, namesIssuer);
          } else if (path.contains(".well-known")) {
            DialectServer.send(exchange, 404, "{}");
          } else {
            issue(exchange);
          }
        });
  }

  private void metadata(HttpExchange exchange, String issuerName, boolean namesIssuer)
      throws IOException {
    DialectServer.send(
        exchange,
        200,
        """
        {"issuer":"%s","authorization_endpoint":"%s","token_endpoint":"%s","response_types_supported":["code"],
         "jwks_uri":"%s","subject_types_supported":["public"],
         "authorization_response_iss_parameter_supported":%s}
        """
            .formatted(
                issuerName,
                issuer.url("/login"),
                issuer.url("/oauth/token"),
                issuer.url("/keys"),
                namesIssuer));
  }

  private TestCredentials byIssuer(String issuerName) {
    return account()
        .withoutField("authorizeUrl")
        .withoutField("tokenUrl")
        .field("issuer", issuerName);
  }

  @ParameterizedTest
  @ValueSource(strings = {OAUTH, OPENID})
  void issuer_withoutAPath_isEnough(String place) {
    publishes(place, issuer.url(""), false);

    Answer begun = byIssuer(issuer.url("")).handOffBy(team.olga()).expect(201);
    assertThat(begun.at("/authorizationUrl")).startsWith(issuer.url("/login?"));
    agree(begun).expect(200);
    String id = save(begun).expect(201).at("/id");

    assertThat(token(id)).isEqualTo("fake-access-1");
    assertThat(issuer.seen().getLast().target()).isEqualTo("/oauth/token");
    assertThat(team.olga().get("/credentials/" + id).at("/fields/tokenUrl"))
        .isEqualTo(issuer.url("/oauth/token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {OAUTH + "/tenant", "/tenant" + OPENID})
  void issuer_withAPath_isFoundWhereBothStandardsPutIt(String place) {
    publishes(place, issuer.url("/tenant"), false);

    byIssuer(issuer.url("/tenant")).handOffBy(team.olga()).expect(201);
  }

  @Test
  void metadata_ofAnotherIssuer_areNotTaken() {
    publishes(OAUTH, "https://evil.test", false);

    Answer refused = byIssuer(issuer.url("")).handOffBy(team.olga()).expect(400);

    assertThat(refused.pointers()).containsExactly("/fields/issuer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x.test", "https://u:p@x.test", "https://x.test?q=1", "nothing at all"})
  void issuer_thatIsNone_isNamed(String text) {
    assertThat(byIssuer(text).handOffBy(team.olga()).expect(400).pointers())
        .containsExactly("/fields/issuer");
  }

  @Test
  void neitherIssuerNorAddresses_namesThem() {
    Answer refused =
        account()
            .withoutField("authorizeUrl")
            .withoutField("tokenUrl")
            .handOffBy(team.olga())
            .expect(400);

    assertThat(refused.pointers()).contains("/fields/tokenUrl", "/fields/authorizeUrl");
  }

  @Test
  void addressesThatWereEntered_areNotLookedUp() {
    account().field("issuer", issuer.url("")).handOffBy(team.olga()).expect(201);

    assertThat(issuer.seen()).isEmpty();
  }

  @Test
  void answer_ofAnotherIssuer_exchangesNothing() {
    publishes(OAUTH, issuer.url(""), false);
    Answer begun = byIssuer(issuer.url("")).handOffBy(team.olga()).expect(201);
    int before = issuer.seen().size();

    Answer page =
        callback(team.olga(), begun, Map.of("code", "fake-code", "iss", "https://evil.test"));

    assertThat(page.expect(400).text()).contains("another authorization server");
    assertThat(progress(begun).at("/error/code")).isEqualTo("issuer_mismatch");
    assertThat(issuer.seen()).hasSize(before);
  }

  @Test
  void answer_ofTheIssuer_isTaken() {
    publishes(OAUTH, issuer.url(""), true);
    Answer begun = byIssuer(issuer.url("")).handOffBy(team.olga()).expect(201);

    callback(team.olga(), begun, Map.of("code", "fake-code", "iss", issuer.url(""))).expect(200);
  }

  /** RFC 9207, section 2.4: who says that it names itself always does. */
  @Test
  void answer_withoutAnIssuer_ofAServerThatNamesItself_exchangesNothing() {
    publishes(OAUTH, issuer.url(""), true);
    Answer begun = byIssuer(issuer.url("")).handOffBy(team.olga()).expect(201);

    callback(team.olga(), begun, Map.of("code", "fake-code")).expect(400);

    assertThat(progress(begun).at("/error/code")).isEqualTo("issuer_mismatch");
    assertThat(issuer.seen()).noneMatch(seen -> seen.target().equals("/oauth/token"));
  }

  @Test
  void app_byIssuer_getsItsAddresses() {
    publishes(OAUTH, issuer.url(""), false);
    var body = new LinkedHashMap<String, Object>();
    body.put("name", "app " + Team.next());
    body.put("connector", "http");
    body.put("clientId", "acme-app");
    body.put("clientSecret", "fake-app-secret-0001");
    body.put("fields", Map.of("issuer", issuer.url("")));

    Answer created = team.olga().post("/oauth/apps", body).expect(201);

    assertThat(created.at("/fields/tokenUrl")).isEqualTo(issuer.url("/oauth/token"));
    assertThat(created.at("/fields/authorizeUrl")).isEqualTo(issuer.url("/login"));
  }

  @Test
  void privateKey_ofAServerNotWrittenHere_getsTokens_andIsNeverSent() {
    try (var real = AuthorizationServer.start(Duration.ofHours(1))) {
      String id =
          TestCredentials.client(real.url("/oauth2/token"), service)
              .withoutField("clientSecret")
              .withoutField("tokenUrl")
              .named("signed " + Team.next())
              .field("issuer", real.issuer())
              .field("clientId", AuthorizationServer.SIGNED)
              .field("authentication", "private_key_jwt")
              .field("privateKey", AuthorizationServer.privateKey())
              .field("keyId", "fake-key")
              .field("scopes", List.of("read"))
              .verified()
              .addBy(team.olga());

      Answer resolved = team.engine().resolve(id).expect(200);
      assertThat(real.accepts(resolved.at("/fields/accessToken"))).isTrue();
      assertThat(resolved.text()).doesNotContain("PRIVATE KEY");
      assertThat(team.olga().get("/credentials/" + id).text()).doesNotContain("BEGIN PRIVATE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fake",
        "-----BEGIN PRIVATE KEY-----\nZmFrZQ==\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nZmFrZQ==\n-----END CERTIFICATE-----"
      })
  void privateKey_thatCannotBeRead_isNamedAndNotRepeated(String pem) {
    Answer refused =
        team.olga()
            .post(
                "/credentials",
                TestCredentials.client(issuer.url("/token"), service)
                    .withoutField("clientSecret")
                    .field("authentication", "private_key_jwt")
                    .field("privateKey", pem)
                    .body())
            .expect(400);

    assertThat(refused.pointers()).containsExactly("/fields/privateKey");
    assertThat(refused.text()).doesNotContain("ZmFrZQ");
  }
}
