package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.AuthorizationServer;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts and clients at an OAuth server that was not written here. */
class AuthorizationServerIT {
  private static final Duration LIFE = Duration.ofHours(1);

  private static TestServer server;
  private static Accounts accounts;
  private static Api engine;
  private static DialectServer service;

  private AuthorizationServer issuer;

  @BeforeAll
  static void startMortise() {
    server = Accounts.startMortise();
    accounts = Accounts.at(server);
    engine = accounts.olga().withKey("runtime:resolve");
    service = DialectServer.start();
  }

  @AfterAll
  static void endMortise() {
    service.close();
    server.close();
  }

  @BeforeEach
  void start() {
    issuer = AuthorizationServer.start(LIFE);
  }

  @AfterEach
  void end() {
    issuer.close();
  }

  @Test
  void connect_byAgreeing_becomesACredentialThatResolves() {
    Answer begun = accounts.begin(account());

    assertThat(
            accounts
                .comeBack(issuer.visitor().agree(begun.at("/authorizationUrl")))
                .expect(200)
                .text())
        .contains("Connected");
    String id = accounts.save(begun).expect(201).at("/id");

    assertThat(issuer.accepts(token(id))).isTrue();
    Answer page = accounts.page(id);
    assertThat(page.at("/oauth/refreshable")).isEqualTo("true");
    assertThat(page.json().at("/oauth/grantedScopes").valueStream().map(s -> s.asString()))
        .containsExactlyInAnyOrder("read", "write");
  }

  @Test
  void revokeAtService_endsTheToken() {
    Answer begun =
        accounts.begin(
            account()
                .withoutField("authorizeUrl")
                .withoutField("tokenUrl")
                .field("issuer", issuer.issuer()));
    accounts.comeBack(issuer.visitor().agree(begun.at("/authorizationUrl"))).expect(200);
    String id = accounts.save(begun).expect(201).at("/id");
    String token = token(id);
    assertThat(issuer.accepts(token)).isTrue();

    accounts.olga().post("/credentials/" + id + "/revoke-at-service").expect(200);

    assertThat(issuer.accepts(token)).isFalse();
  }

  @Test
  void callback_twice_exchangesTheCodeOnce() {
    Answer begun = accounts.begin(account());
    URI back = issuer.visitor().agree(begun.at("/authorizationUrl"));

    accounts.comeBack(back).expect(200);
    accounts.comeBack(back).expect(200);

    assertThat(issuer.requests()).isEqualTo(1);
    assertThat(issuer.accepts(token(accounts.save(begun).expect(201).at("/id")))).isTrue();
  }

  @Test
  void refresh_manyTimes_sendsEachRefreshTokenOnce() {
    String id = connected();

    everyLife(6, () -> assertThat(issuer.accepts(token(id))).isTrue());

    assertThat(issuer.refreshes()).hasSize(6).containsOnly(1);
    assertThat(issuer.reused()).isZero();
  }

  @Test
  void refresh_byManyOnTwoServersAtOnce_sendsEachRefreshTokenOnce() {
    String id = connected();
    issuer.late(() -> Duration.ofMillis(300));

    try (TestServer other = server.second()) {
      Api elsewhere = engine.at(other);
      everyLife(
          3,
          () -> {
            var tokens = atOnce(20, n -> token(n % 2 == 0 ? engine : elsewhere, id));
            assertThat(tokens).hasSize(20).allMatch(issuer::accepts);
            assertThat(tokens).containsOnly(tokens.getFirst());
          });
    }

    assertThat(issuer.refreshes()).hasSize(3).containsOnly(1);
    assertThat(issuer.reused()).isZero();
  }

  @Test
  void consent_denied_saysSo() {
    Answer begun = accounts.begin(account());

    Answer page = accounts.comeBack(issuer.visitor().deny(begun.at("/authorizationUrl")));

    assertThat(page.expect(400).text()).contains("not to agree");
    assertThat(accounts.progress(begun).at("/error/code")).isEqualTo("denied");
    assertThat(issuer.requests()).isZero();
  }

  @Test
  void redirect_thatIsNotRegistered_isRefusedAtTheServiceAndCanBeCancelled() {
    Answer begun = accounts.begin(account().field("clientId", AuthorizationServer.ELSEWHERE));

    assertThat(issuer.visitor().statusOf(begun.at("/authorizationUrl"))).isEqualTo(400);

    assertThat(accounts.progress(begun).at("/state")).isEqualTo("waiting");
    accounts.olga().delete("/oauth/handoffs/" + begun.at("/id")).expect(204);
    assertThat(accounts.progress(begun).at("/error/code")).isEqualTo("cancelled");
  }

  @Test
  void clientSecret_wrongWhenConnecting_saysSo() {
    Answer begun = accounts.begin(account().field("clientSecret", "fake-wrong-secret"));

    accounts.comeBack(issuer.visitor().agree(begun.at("/authorizationUrl"))).expect(400);

    assertThat(accounts.progress(begun).at("/error/detail")).contains("client secret");
    accounts.save(begun).expect(410, "handoff_gone");
  }

  @Test
  void clientSecret_wrongWhenRefreshing_isMendedByTheRightOne() {
    String id = connected();
    accounts.rotate(id, "fake-wrong-secret");

    server.at(
        LIFE.plusSeconds(1),
        () -> {
          engine.resolve(id).expect(409, "credential_needs_reauthorization");
          accounts.rotate(id, AuthorizationServer.secret(AuthorizationServer.ACCOUNT));
          assertThat(issuer.accepts(token(id))).isTrue();
        });

    assertThat(issuer.reused()).isZero();
  }

  @Test
  void authorization_revokedAtTheServer_isAuthorizedAgainUnderTheSameId() {
    String id = connected();
    issuer.revokeAll();

    server.at(
        LIFE.plusSeconds(1),
        () -> {
          for (int n = 0; n < 5; n++) {
            engine.resolve(id).expect(409, "credential_needs_reauthorization");
          }
        });
    assertThat(issuer.refreshes()).containsExactly(1);
    assertThat(accounts.actions(id)).containsOnlyOnce("credential.refreshed");

    accounts.connectAgain(id, issuer);

    assertThat(issuer.accepts(token(id))).isTrue();
    everyLife(2, () -> assertThat(issuer.accepts(token(id))).isTrue());
  }

  @Test
  void publicClient_withoutARefreshToken_worksUntilItsTokenEnds() {
    String id =
        accounts.connect(
            account()
                .field("clientId", AuthorizationServer.PUBLIC)
                .field("authentication", "none")
                .withoutField("clientSecret"),
            issuer);
    assertThat(issuer.accepts(token(id))).isTrue();
    assertThat(accounts.page(id).at("/oauth/refreshable")).isEqualTo("false");

    server.at(
        LIFE.plusSeconds(1),
        () -> engine.resolve(id).expect(409, "credential_needs_reauthorization"));

    assertThat(issuer.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {AuthorizationServer.BASIC, AuthorizationServer.POST})
  void clientCredentials_sentAsRegistered_getTokens(String way) {
    String id = client(way).addBy(accounts.olga());

    String first = token(id);
    assertThat(issuer.accepts(first)).isTrue();
    server.at(
        LIFE.plusSeconds(1),
        () -> assertThat(token(id)).isNotEqualTo(first).matches(issuer::accepts));

    assertThat(issuer.requests()).isEqualTo(2);
  }

  @Test
  void clientCredentials_refused_sayWhy() {
    String wrongWay =
        client(AuthorizationServer.BASIC).field("authentication", "post").addBy(accounts.olga());
    String wrongSecret =
        client(AuthorizationServer.POST)
            .field("clientSecret", "fake-wrong-secret")
            .addBy(accounts.olga());
    String wrongScope =
        client(AuthorizationServer.BASIC).field("scopes", "admin").addBy(accounts.olga());
    String wrongGrant =
        client(AuthorizationServer.BASIC)
            .field("clientId", AuthorizationServer.ACCOUNT)
            .field("clientSecret", AuthorizationServer.secret(AuthorizationServer.ACCOUNT))
            .addBy(accounts.olga());

    for (String id : List.of(wrongWay, wrongSecret, wrongScope, wrongGrant)) {
      engine.resolve(id).expect(409, "credential_needs_reauthorization");
      engine.resolve(id).expect(409, "credential_needs_reauthorization");
    }

    assertThat(issuer.requests()).isEqualTo(4);
    assertThat(accounts.page(wrongSecret).at("/oauth/lastError")).contains("client secret");
    assertThat(accounts.page(wrongScope).at("/oauth/lastError")).contains("scopes");
    assertThat(accounts.page(wrongGrant).at("/oauth/lastError")).contains("does not allow");
  }

  private TestCredentials account() {
    return issuer.account(service).named("account " + Team.next());
  }

  private TestCredentials client(String id) {
    return issuer.client(id, service).named("client " + Team.next());
  }

  private String connected() {
    return accounts.connect(account(), issuer);
  }

  private static String token(String id) {
    return token(engine, id);
  }

  private static String token(Api caller, String id) {
    return caller.resolve(id).expect(200).at("/fields/accessToken");
  }

  /** Does it each time that the access token has ended; then it is now again. */
  private static void everyLife(int times, Runnable work) {
    if (times > 0) {
      server.at(
          LIFE.plusSeconds(1),
          () -> {
            work.run();
            everyLife(times - 1, work);
          });
    }
  }

  private interface Numbered<T> {
    T call(int number);
  }

  private static <T> List<T> atOnce(int times, Numbered<T> work) {
    var calls = new ArrayList<Callable<T>>();
    for (int n = 0; n < times; n++) {
      int number = n;
      calls.add(() -> work.call(number));
    }
    try {
      return AtOnce.all(calls);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
