package io.mortise.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.practice.Connections.Issued;
import io.mortise.server.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of the Petstore: they expire, rotate, and end with their connection. */
class ConnectionsTest {
  private static final Set<PetScope> BOTH = EnumSet.allOf(PetScope.class);
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final TestClock clock = new TestClock();
  private final Kept kept = new Kept();
  private final Connections connections = new Connections(clock, kept);

  /** A file in memory. */
  private static final class Kept implements Connections.Storage {
    private List<Connection> content = List.of();

    @Override
    public List<Connection> load() {
      return content;
    }

    @Override
    public void save(List<Connection> connections) {
      content = List.copyOf(connections);
    }
  }

  @BeforeEach
  void stopClock() {
    clock.stopAt(NOON);
  }

  @Test
  void accessToken_sixtySecondsLater_hasExpired() {
    Issued issued = connections.begin(PracticePerson.ROBIN, BOTH);

    clock.advance(Duration.ofSeconds(59));
    assertThat(connections.access(issued.accessToken()))
        .contains(new Connections.Access(PracticePerson.ROBIN, BOTH));
    clock.advance(Duration.ofSeconds(1));
    assertThat(connections.access(issued.accessToken())).isEmpty();
  }

  @Test
  void refresh_newestToken_rotatesItAndKeepsTheOldAccessTokenAlive() {
    Issued first = connections.begin(PracticePerson.SAM, BOTH);

    Issued second = refresh(first);

    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(connections.access(first.accessToken())).isPresent();
    assertThat(connections.access(second.accessToken())).isPresent();
    assertThat(refresh(second).refreshToken()).isNotEqualTo(second.refreshToken());
  }

  @Test
  void refresh_manyTimes_keepsLivingAccessTokensOnly() {
    Issued issued = connections.begin(PracticePerson.ROBIN, BOTH);

    for (int n = 0; n < 10; n++) {
      clock.advance(Duration.ofSeconds(30));
      issued = refresh(issued);
    }

    assertThat(kept.content.getFirst().accessTokens()).hasSize(2);
    assertThat(kept.content.getFirst().refreshes()).isEqualTo(10);
  }

  @Test
  void refresh_usedToken_endsTheWholeConnection() {
    Issued first = connections.begin(PracticePerson.ROBIN, BOTH);
    Issued other = connections.begin(PracticePerson.ROBIN, BOTH);
    Issued second = refresh(first);

    refused(first);

    assertThat(connections.access(first.accessToken())).isEmpty();
    assertThat(connections.access(second.accessToken())).isEmpty();
    refused(second);
    assertThat(connections.access(other.accessToken())).isPresent();
    refresh(other);
  }

  @Test
  void refresh_unknownToken_endsNothing() {
    Issued issued = connections.begin(PracticePerson.ROBIN, BOTH);

    for (String made : List.of("", ".", "pet_rt_", "pet_rt_.x", "pet_rt_made.up", "pet_code_x")) {
      assertThatThrownBy(() -> connections.refresh(made, Optional.empty()))
          .isInstanceOf(OAuthRefused.class);
      connections.revoke(made);
    }

    refresh(issued);
  }

  @Test
  void refresh_fewerScopes_narrowsThisAccessTokenOnly() {
    Issued first = connections.begin(PracticePerson.ROBIN, BOTH);

    Issued second = connections.refresh(first.refreshToken(), Optional.of("pets:read"));

    assertThat(connections.access(second.accessToken()).orElseThrow().scopes())
        .containsExactly(PetScope.READ);
    assertThat(refresh(second).scopes()).isEqualTo(BOTH);
  }

  @Test
  void refresh_moreScopes_isRefusedAndKeepsTheToken() {
    Issued issued = connections.begin(PracticePerson.ROBIN, Set.of(PetScope.READ));

    assertThatThrownBy(
            () -> connections.refresh(issued.refreshToken(), Optional.of("pets:read pets:write")))
        .isInstanceOfSatisfying(
            OAuthRefused.class,
            refused -> assertThat(refused.code()).isEqualTo(OAuthRefused.Code.INVALID_SCOPE));

    refresh(issued);
  }

  @Test
  void revoke_accessToken_endsItAlone() {
    Issued first = connections.begin(PracticePerson.ROBIN, BOTH);
    Issued second = refresh(first);

    connections.revoke(second.accessToken());

    assertThat(connections.access(second.accessToken())).isEmpty();
    assertThat(connections.access(first.accessToken())).isPresent();
    refresh(second);
  }

  @Test
  void revoke_refreshToken_endsItsAccessTokensToo() {
    Issued issued = connections.begin(PracticePerson.ROBIN, BOTH);

    connections.revoke(issued.refreshToken());

    assertThat(connections.access(issued.accessToken())).isEmpty();
    refused(issued);
  }

  @Test
  void endAll_ofAPerson_leavesOthersConnected() {
    Issued robins = connections.begin(PracticePerson.ROBIN, BOTH);
    Issued sams = connections.begin(PracticePerson.SAM, BOTH);

    connections.endAll(PracticePerson.ROBIN);

    assertThat(connections.access(robins.accessToken())).isEmpty();
    refused(robins);
    assertThat(connections.access(sams.accessToken())).isPresent();
    assertThat(connections.of(PracticePerson.SAM)).hasSize(1);
  }

  @Test
  void restart_losesNothingAndHoldsNoToken() {
    Issued first = connections.begin(PracticePerson.ROBIN, BOTH);
    Issued second = refresh(first);

    var restarted = new Connections(clock, kept);

    assertThat(restarted.access(second.accessToken())).isPresent();
    restarted.refresh(second.refreshToken(), Optional.empty());
    assertThatThrownBy(() -> restarted.refresh(second.refreshToken(), Optional.empty()))
        .isInstanceOf(OAuthRefused.class);
    assertThat(kept.content).isEmpty();
  }

  @Test
  void kept_holdsHashesOnly() {
    Issued issued = connections.begin(PracticePerson.ROBIN, BOTH);
    String family = issued.refreshToken().substring(7, issued.refreshToken().indexOf('.'));

    assertThat(kept.content.toString())
        .contains(RandomText.hash(issued.refreshToken()))
        .doesNotContain(issued.refreshToken(), issued.accessToken(), family);
  }

  @Test
  void begin_tooManyConnections_dropsTheOneThatWasUsedLongestAgo() {
    Issued oldest = connections.begin(PracticePerson.ROBIN, BOTH);
    clock.advance(Duration.ofSeconds(1));
    Issued second = connections.begin(PracticePerson.ROBIN, BOTH);
    clock.advance(Duration.ofSeconds(1));
    Issued renewed = refresh(oldest);

    for (int n = 1; n < Connections.MAX_CONNECTIONS; n++) {
      connections.begin(PracticePerson.SAM, BOTH);
    }

    refused(second);
    refresh(renewed);
  }

  private Issued refresh(Issued issued) {
    return connections.refresh(issued.refreshToken(), Optional.empty());
  }

  private void refused(Issued issued) {
    assertThatThrownBy(() -> refresh(issued))
        .isInstanceOfSatisfying(
            OAuthRefused.class,
            refused -> assertThat(refused.code()).isEqualTo(OAuthRefused.Code.INVALID_GRANT));
  }
}
