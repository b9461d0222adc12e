package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.AuthorizationServer;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many callers on three servers use accounts whose access tokens live for seconds, without a pause.
 * Each refresh token is sent once, or the account is lost.
 */
@Tag("slow")
class RefreshStormIT {
  private static final int SERVERS = 3;

  private static final List<TestServer> servers = new ArrayList<>();
  private static DialectServer service;
  private static Accounts accounts;
  private static Api engine;

  /** How much is done. */
  record Size(Duration life, int credentials, int callersOfEach, int refreshes, Duration latest) {}

  Size size() {
    return new Size(Duration.ofSeconds(2), 5, 10, 3, Duration.ofMillis(600));
  }

  @BeforeAll
  static void start() {
    servers.add(Accounts.startMortise());
    while (servers.size() < SERVERS) {
      servers.add(servers.getFirst().second());
    }
    accounts = Accounts.at(servers.getFirst());
    engine = accounts.olga().withKey("runtime:resolve");
    service = DialectServer.start();
  }

  @AfterAll
  static void end() {
    service.close();
    servers.reversed().forEach(TestServer::close);
    servers.clear();
  }

  @Test
  void quiet_everyResolveGetsATokenAndEachRefreshTokenIsSentOnce() throws Exception {
    storm(Duration.ZERO);
  }

  @Test
  void lateAnswers_everyResolveGetsATokenAndEachRefreshTokenIsSentOnce() throws Exception {
    storm(size().latest());
  }

  private void storm(Duration latest) throws Exception {
    try (var issuer = AuthorizationServer.start(size().life())) {
      var ids = new ArrayList<String>();
      for (int n = 0; n < size().credentials(); n++) {
        ids.add(accounts.connect(issuer.account(service).named("storm " + Team.next()), issuer));
      }
      issuer.late(upTo(latest));

      var refused = AtOnce.all(callers(ids));

      assertThat(refused).allMatch(List::isEmpty);
      assertThat(issuer.refreshes())
          .hasSizeGreaterThanOrEqualTo(size().credentials() * size().refreshes())
          .containsOnly(1);
      assertThat(issuer.reused()).isZero();
      assertThat(ids).allMatch(id -> accounts.page(id).at("/status").equals("active"));
    }
  }

  private static Supplier<Duration> upTo(Duration latest) {
    var random = new Random(16);
    return () -> Duration.ofMillis(random.nextLong(latest.toMillis() + 1));
  }

  private List<Callable<List<String>>> callers(List<String> ids) {
    var callers = new ArrayList<Callable<List<String>>>();
    for (int n = 0; n < size().callersOfEach(); n++) {
      for (String id : ids) {
        Api caller = engine.at(servers.get(callers.size() % SERVERS));
        callers.add(() -> refusals(caller, id));
      }
    }
    return callers;
  }

  /** Resolves until the token was replaced often enough. */
  private List<String> refusals(Api caller, String id) {
    var refusals = new ArrayList<String>();
    Set<String> tokens = new HashSet<>();
    while (tokens.size() <= size().refreshes() && refusals.isEmpty()) {
      Answer answer = caller.resolve(id);
      if (answer.status() == 200) {
        tokens.add(answer.at("/fields/accessToken"));
      } else {
        refusals.add(answer.status() + " " + answer.text());
      }
    }
    return refusals;
  }
}
