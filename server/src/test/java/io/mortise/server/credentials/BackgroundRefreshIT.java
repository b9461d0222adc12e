package io.mortise.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.credentials.refresh.BackgroundRefresh;
import io.mortise.server.testing.AtOnce;
import io.mortise.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is refreshed although nobody asks for it, and what is not. */
class BackgroundRefreshIT extends AccountConnecting {
  private static final Duration NEAR_ITS_END = LIFE.minusSeconds(30);
  private static final Duration HALF_OF_THE_IDLE_LIMIT = Duration.ofDays(15);

  private void refreshDue() {
    refreshDue(team.server());
  }

  private static void refreshDue(TestServer server) {
    server.bean(BackgroundRefresh.class).refreshDue();
  }

  private String used() {
    String id = connected();
    token(id);
    team.server().bean(CredentialUses.class).write();
    return id;
  }

  @Test
  void token_inUse_isRefreshedBeforeItsEnd() throws Exception {
    String id = used();

    team.ahead(
        NEAR_ITS_END,
        () -> {
          refreshDue();
          assertThat(issuer.seen()).hasSize(2);
          refreshDue();
          assertThat(token(id)).isEqualTo("fake-access-2");
          assertThat(issuer.seen()).as("once for this token").hasSize(2);
        });
  }

  @Test
  void token_inUse_longBeforeItsEnd_isLeft() throws Exception {
    used();

    team.ahead(LIFE.dividedBy(2), this::refreshDue);

    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void token_thatNobodyUses_isLeftUntilHalfOfTheIdleLimit() throws Exception {
    String id = connected();

    team.ahead(NEAR_ITS_END, this::refreshDue);
    assertThat(issuer.seen()).hasSize(1);

    team.ahead(
        HALF_OF_THE_IDLE_LIMIT,
        () -> {
          refreshDue();
          assertThat(issuer.seen()).hasSize(2);
          assertThat(token(id)).isEqualTo("fake-access-2");
        });
  }

  @Test
  void account_thatIsRevoked_isLeft() throws Exception {
    String id = used();
    team.olga().post("/credentials/" + id + "/revoke").expect(200);

    team.ahead(NEAR_ITS_END, this::refreshDue);
    team.ahead(HALF_OF_THE_IDLE_LIMIT, this::refreshDue);

    assertThat(issuer.seen()).hasSize(1);
  }

  @Test
  void account_ofSomebodyWhoHasLeft_isLeft() throws Exception {
    used();
    suspendOwner(true);
    try {
      team.ahead(NEAR_ITS_END, this::refreshDue);
      team.ahead(HALF_OF_THE_IDLE_LIMIT, this::refreshDue);
    } finally {
      suspendOwner(false);
    }

    assertThat(issuer.seen()).hasSize(1);
  }

  private static void suspendOwner(boolean suspended) {
    team.server()
        .jdbc()
        .sql("update principal set active = :active where kind = 'person'")
        .param("active", !suspended)
        .update();
  }

  @Test
  void account_thatTheServiceRefuses_isSaidOnceAndLeft() throws Exception {
    String id = used();
    issuer.answers(400, "{\"error\":\"invalid_grant\"}");

    team.ahead(
        NEAR_ITS_END,
        () -> {
          refreshDue();
          refreshDue();
        });

    assertThat(issuer.seen()).hasSize(2);
    assertThat(team.status(id)).isEqualTo("needs_reauthorization");
    assertThat(team.actions(id)).containsOnlyOnce("credential.refreshed");
  }

  @Test
  void service_thatIsGone_isNotAskedAgainAtOnce_andTheOldTokenGoesOn() throws Exception {
    String id = used();
    issuer.answers(503, "");

    team.ahead(
        NEAR_ITS_END,
        () -> {
          refreshDue();
          refreshDue();
          assertThat(token(id)).isEqualTo("fake-access-1");
        });

    assertThat(issuer.seen()).hasSize(2);
  }

  @Test
  void twoServers_atOnce_askOnce() throws Exception {
    String id = used();
    issuer.speaks(
        exchange -> {
          pause();
          issue(exchange);
        });
    team.server().clock().advance(NEAR_ITS_END);
    try (TestServer other = team.server().second()) {
      AtOnce.all(
          List.<Callable<String>>of(
              () -> {
                refreshDue();
                return "";
              },
              () -> {
                refreshDue(other);
                return "";
              }));
      assertThat(token(id)).isEqualTo("fake-access-2");
    } finally {
      team.server().clock().advance(NEAR_ITS_END.negated());
      team.server().forgetTimeOfRecord();
    }

    assertThat(issuer.seen()).hasSize(2);
  }
}
