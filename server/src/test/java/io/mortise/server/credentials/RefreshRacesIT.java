package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.mortise.server.testing.Answer;
import io.mortise.server.testing.Api;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.DialectServer;
import io.mortise.server.testing.TestCredentials;
import io.mortise.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens elsewhere while a token endpoint is asked, and answers that come late. */
class RefreshRacesIT {
  @RegisterExtension static final Team team = new Team();

  private static final Duration LIFE = Duration.ofHours(1);
  private static final Pattern REFRESH_TOKEN = Pattern.compile("refresh_token=([^&]+)");

  private final AtomicInteger issued = new AtomicInteger();
  private DialectServer issuer;
  private DialectServer service;

  @BeforeEach
  void start() {
    issuer = DialectServer.start().speaks(this::issue);
    service = DialectServer.start();
  }

  @AfterEach
  void end() {
    connectionLimit(-1);
    issuer.close();
    service.close();
  }

  @Test
  void clientSecret_rotatedDuringARefresh_goesOnWithTheNewRefreshToken() {
    String id = connected();
    issuer.speaks(
        exchange -> {
          issuer.speaks(this::issue);
          rotate(id);
          issue(exchange);
        });

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          team.engine().resolve(id).expect(503, "unavailable");
          assertThat(token(id)).isEqualTo("fake-access-2");
          team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-3"));
        });

    assertThat(refreshTokens()).containsExactly("fake-refresh-1", "fake-refresh-2");
  }

  @Test
  void clientSecret_rotatedWhileATokenIsStored_goesOnWithThatToken() throws Exception {
    String id = connected();
    var locked = new CountDownLatch(1);
    try (var holder = team.server().database().asOwner()) {
      holder.setAutoCommit(false);
      issuer.speaks(
          exchange -> {
            issuer.speaks(this::issue);
            hold(holder, id);
            issue(exchange);
            locked.countDown();
          });

      team.server().clock().advance(LIFE.plusSeconds(1));
      AtOnce.all(
          List.of(
              () -> team.engine().resolve(id).status(),
              () -> {
                locked.await();
                await().until(() -> waitingForLocks() == 1);
                rotate(id);
                return 0;
              },
              () -> {
                locked.await();
                await().until(() -> waitingForLocks() == 2);
                holder.commit();
                return 0;
              }));
      assertThat(token(id)).isEqualTo("fake-access-2");
    } finally {
      team.server().clock().advance(LIFE.plusSeconds(1).negated());
      team.server().forgetTimeOfRecord();
    }
    assertThat(refreshTokens()).containsExactly("fake-refresh-1");
  }

  private static void hold(Connection holder, String id) throws IOException {
    try (var statement =
        holder.prepareStatement("select from oauth_token where credential = ? for update")) {
      statement.setObject(1, Team.uuid(id));
      statement.execute();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static int waitingForLocks() {
    return team.server()
        .jdbc()
        .sql(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock'")
        .query(Integer.class)
        .single();
  }

  @Test
  void newClientSecret_whileTheOldOneIsRefreshed_isUsedByThoseWhoWait() throws Exception {
    String id = TestCredentials.client(issuer.url("/token"), service).addBy(team.olga());
    var rotated = new CountDownLatch(1);
    issuer.speaks(
        exchange -> {
          issuer.speaks(this::issue);
          rotate(id);
          rotated.countDown();
          await().until(() -> uses(id) == 2);
          issue(exchange);
        });

    var tokens =
        AtOnce.all(
            List.of(
                () -> team.engine().resolve(id).status() + "",
                () -> {
                  rotated.await();
                  return token(id);
                }));

    assertThat(tokens).containsExactly("503", "fake-access-2");
  }

  @Test
  void lapsedLease_itsAnswerArrivesLate_isStillStored() {
    String id = connected();
    try (TestServer other = team.server().second()) {
      issuer.speaks(
          exchange -> {
            issuer.answers(500, "");
            lapse(id);
            team.engine().at(other).resolve(id).expect(502, "refresh_failed");
            issue(exchange);
          });

      team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
    }
    issuer.speaks(this::issue);
    team.ahead(LIFE.multipliedBy(2).plusSeconds(2), () -> token(id));

    assertThat(refreshTokens())
        .containsExactly("fake-refresh-1", "fake-refresh-1", "fake-refresh-2");
  }

  @Test
  void lapsedLease_itsRefusalArrivesLate_condemnsNothing() {
    String id = connected();
    try (TestServer other = team.server().second()) {
      issuer.speaks(
          exchange -> {
            issuer.speaks(this::issue);
            lapse(id);
            assertThat(token(team.engine().at(other), id)).isEqualTo("fake-access-2");
            DialectServer.send(exchange, 400, "{\"error\":\"invalid_grant\"}");
          });

      team.ahead(LIFE.plusSeconds(1), () -> assertThat(token(id)).isEqualTo("fake-access-2"));
    }

    assertThat(team.status(id)).isEqualTo("active");
    assertThat(team.actions(id).stream().filter("credential.refreshed"::equals)).hasSize(1);
  }

  @Test
  void refusal_whileAnotherServerWaits_needsReauthorizationForBoth() throws Exception {
    String id = connected();
    issuer.speaks(
        exchange -> {
          await().until(() -> uses(id) == 2);
          DialectServer.send(exchange, 400, "{\"error\":\"invalid_grant\"}");
        });

    team.server().clock().advance(LIFE.plusSeconds(1));
    try (TestServer other = team.server().second()) {
      var codes =
          AtOnce.all(
              List.of(
                  () -> team.engine().resolve(id).code(),
                  () -> team.engine().at(other).resolve(id).code()));

      assertThat(codes).containsOnly("credential_needs_reauthorization");
    } finally {
      team.server().clock().advance(LIFE.plusSeconds(1).negated());
      team.server().forgetTimeOfRecord();
    }
    assertThat(refreshTokens()).containsExactly("fake-refresh-1");
  }

  @Test
  void lease_ofAServerThatIsGone_isWaitedForAndThenTakenOver() {
    String id = connected();
    update(
        id,
        "update oauth_token set lease = lease + 1, leased_until = clock_timestamp() + interval '1 h'"
            + " where credential = :id");

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          Answer answer =
              team.engine()
                  .post("/runtime/v1/resolve", Map.of("credentials", List.of(Map.of("ref", id))))
                  .expect(200);
          assertThat(answer.at("/items/0/problem/cause")).isEqualTo("refreshing");
          assertThat(refreshTokens()).isEmpty();

          lapse(id);
          await().untilAsserted(() -> assertThat(token(id)).isEqualTo("fake-access-2"));
        });

    assertThat(refreshTokens()).containsExactly("fake-refresh-1");
  }

  @Test
  void database_awayWhenTheAnswerComes_losesNothing() {
    String id = connected();
    issuer.speaks(
        exchange -> {
          issuer.speaks(this::issue);
          connectionLimit(0);
          issue(exchange);
        });

    team.ahead(
        LIFE.plusSeconds(1),
        () -> {
          team.engine().resolve(id).expect(503, "unavailable");
          connectionLimit(-1);
          await()
              .untilAsserted(
                  () ->
                      assertThat(team.engine().resolve(id).at("/fields/accessToken"))
                          .isEqualTo("fake-access-2"));
        });

    assertThat(refreshTokens()).containsExactly("fake-refresh-1");
  }

  /** As if the database were away, for the server but not for its owner. */
  private static void connectionLimit(int limit) {
    var database = team.server().database();
    database.execute("alter database " + database.name() + " connection limit " + limit);
    if (limit == 0) {
      database.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
              + " and usename = '"
              + database.server().user()
              + "'");
    }
  }

  private String connected() {
    Answer begun =
        TestCredentials.account(issuer, service)
            .named("account " + Team.next())
            .handOffBy(team.olga())
            .expect(201);
    var state = Pattern.compile("state=([^&]+)").matcher(begun.at("/authorizationUrl"));
    assertThat(state.find()).isTrue();
    team.olga()
        .get(
            URI.create(begun.at("/redirectUri")).getPath()
                + "?code=fake-code&state="
                + state.group(1))
        .expect(200);
    return team.olga()
        .post(
            "/credentials",
            Map.of(
                "connector",
                "http",
                "method",
                "oauth2",
                "name",
                "account " + Team.next(),
                "oauthHandoff",
                begun.at("/id")))
        .expect(201)
        .at("/id");
  }

  private static void rotate(String id) {
    team.olga()
        .post(
            "/credentials/" + id + "/rotate",
            Map.of("fields", Map.of("clientSecret", "fake-client-secret-0002"), "verify", false))
        .expect(200);
  }

  /** As if the server that refreshes had been stopped for longer than its lease. */
  private static void lapse(String id) {
    update(
        id,
        "update oauth_token set leased_until = clock_timestamp() - interval '1 s' where credential = :id");
  }

  private static void update(String id, String sql) {
    assertThat(team.server().jdbc().sql(sql).param("id", Team.uuid(id)).update()).isEqualTo(1);
  }

  private static long uses(String id) {
    return team.actions(id).stream().filter("credential.used"::equals).count();
  }

  private static String token(String id) {
    return token(team.engine(), id);
  }

  private static String token(Api caller, String id) {
    return caller.resolve(id).expect(200).at("/fields/accessToken");
  }

  /** The refresh tokens that were sent, in their order. */
  private List<String> refreshTokens() {
    return issuer.seen().stream()
        .flatMap(seen -> REFRESH_TOKEN.matcher(seen.body()).results())
        .map(found -> found.group(1))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  private void issue(HttpExchange exchange) throws IOException {
    int number = issued.incrementAndGet();
    DialectServer.send(
        exchange,
        200,
        "{\"access_token\":\"fake-access-%1$d\",\"refresh_token\":\"fake-refresh-%1$d\",\"expires_in\":%2$d}"
            .formatted(number, LIFE.toSeconds()));
  }
}
