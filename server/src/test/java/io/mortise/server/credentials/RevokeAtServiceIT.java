package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Revoking an account at its service (RFC 7009), which ends Mortise's use of it first. */
class RevokeAtServiceIT extends AccountConnecting {
  private static final String METADATA = "/.well-known/oauth-authorization-server";

  private final AtomicInteger status = new AtomicInteger(200);

  private String account(String revocationEndpoint) {
    issuer.speaks(
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals(METADATA)) {
            DialectServer.send(
                exchange,
                200,
                """
                {"issuer":"%s","authorization_endpoint":"%s","token_endpoint":"%s","revocation_endpoint":"%s",
                 "response_types_supported":["code"]}
                """
                    .formatted(
                        issuer.url(""),
                        issuer.url("/authorize"),
                        issuer.url("/token"),
                        revocationEndpoint));
          } else if (path.equals("/revoke")) {
            DialectServer.send(exchange, status.get(), "{\"error\":\"invalid_client\"}");
          } else {
            issue(exchange);
          }
        });
    Answer begun =
        account()
            .withoutField("authorizeUrl")
            .withoutField("tokenUrl")
            .field("issuer", issuer.url(""))
            .handOffBy(team.olga())
            .expect(201);
    agree(begun).expect(200);
    return save(begun).expect(201).at("/id");
  }

  private static Answer revoke(String id) {
    return team.olga().post("/credentials/" + id + "/revoke-at-service");
  }

  private List<DialectServer.Seen> revocations() {
    return issuer.seen().stream().filter(seen -> seen.target().equals("/revoke")).toList();
  }

  @Test
  void revoke_sendsTheRefreshToken_andForgetsTheTokens() {
    String id = account(issuer.url("/revoke"));

    assertThat(revoke(id).expect(200).at("/status")).isEqualTo("revoked");

    assertThat(revocations()).hasSize(1);
    assertThat(form(revocations().getFirst().body())).containsEntry("token", "fake-refresh-1");
    assertThat(revocations().getFirst().header("Authorization")).startsWith("Basic ");
    team.engine().resolve(id).expect(410);
    team.olga().post("/credentials/" + id + "/restore").expect(200);
    assertThat(team.status(id)).isEqualTo("needs_reauthorization");
    assertThat(team.actions(id)).contains("credential.revoked", "credential.revoked_at_service");
  }

  @Test
  void service_thatRefuses_isSaid_andMortiseHasStoppedAllTheSame() {
    String id = account(issuer.url("/revoke"));
    status.set(401);

    Answer refused = revoke(id).expect(502, "service_failed");

    assertThat(refused.text()).contains("no longer uses it");
    assertThat(team.status(id)).isEqualTo("revoked");
    assertThat(team.lastEvent(id).path("action").asString())
        .isEqualTo("credential.revoked_at_service");
    assertThat(team.lastEvent(id).path("outcome").asString()).isEqualTo("failed");
    team.engine().resolve(id).expect(410);

    status.set(200);
    revoke(id).expect(200);
    assertThat(revocations()).hasSize(2);
  }

  /**
   * The address is not sealed, so a person who writes the metadata must not get the client's
   * secret.
   */
  @Test
  void endpoint_ofAnotherHost_getsNothing() {
    try (var thief = DialectServer.start()) {
      String id = account(thief.url("/revoke"));

      revoke(id).expect(400);

      assertThat(thief.seen()).isEmpty();
      assertThat(team.status(id)).isEqualTo("active");
    }
  }

  @Test
  void service_withoutAnEndpoint_isSaid_andNothingChanges() {
    String id = connected();

    assertThat(revoke(id).expect(400).text()).contains("its own pages");
    assertThat(team.status(id)).isEqualTo("active");
    String key =
        TestCredentials.http(service).named("no account " + Team.next()).addBy(team.olga());
    revoke(key).expect(400);
  }

  @Test
  void appThatCannotBeUsed_isSaid_andMortiseHasStoppedAllTheSame() {
    account(issuer.url("/revoke"));
    String app =
        team.olga()
            .post(
                "/oauth/apps",
                Map.of(
                    "name",
                    "app " + Team.next(),
                    "connector",
                    "http",
                    "clientId",
                    "acme-app",
                    "clientSecret",
                    "fake-app-secret-0001",
                    "fields",
                    Map.of("issuer", issuer.url(""))))
            .expect(201)
            .at("/id");
    Answer begun =
        team.olga()
            .post(
                "/oauth/handoffs",
                Map.of(
                    "connector",
                    "http",
                    "method",
                    "oauth2",
                    "app",
                    app,
                    "fields",
                    Map.of("allowedHosts", List.of(service.host()), "baseUrl", service.url(""))))
            .expect(201);
    agree(begun).expect(200);
    String id = save(begun).expect(201).at("/id");
    team.olga()
        .patch("/oauth/apps/" + app, Map.of("clientId", "other", "clientSecret", "fake-next"))
        .expect(200);

    assertThat(revoke(id).expect(502, "service_failed").text()).contains("no longer uses it");

    assertThat(team.status(id)).isEqualTo("revoked");
    assertThat(revocations()).isEmpty();
    assertThat(team.lastEvent(id).path("outcome").asString()).isEqualTo("failed");
  }
}
