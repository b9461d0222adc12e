package io.mortise.server.credentials.store;

import static io.mortise.server.testing.TestStored.credential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mortise.runtime.connector.MethodType;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.testing.TestStored;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Instant PAST = NOW.minusSeconds(1);

  @ParameterizedTest
  @MethodSource("states")
  void of_oneState_isItsStatus(TestStored stored, CredentialStatus expected) {
    assertThat(stored.build().status(NOW)).isEqualTo(expected);
  }

  private static Stream<Arguments> states() {
    var soon = NOW.plus(CredentialStatus.EXPIRING_AHEAD);
    return Stream.of(
        arguments(credential(), CredentialStatus.ACTIVE),
        arguments(credential().damaged(), CredentialStatus.UNREADABLE),
        arguments(credential().unreadableSince(PAST), CredentialStatus.UNREADABLE),
        arguments(credential().revokedAt(PAST), CredentialStatus.REVOKED),
        arguments(
            credential().in(new CredentialScope.Personal()).ownedBySomebodyWhoLeft(),
            CredentialStatus.DEACTIVATED),
        arguments(credential().ownedBySomebodyWhoLeft(), CredentialStatus.ACTIVE),
        arguments(credential().withoutSecret(), CredentialStatus.PENDING),
        arguments(credential().reauthorizeSince(PAST), CredentialStatus.NEEDS_REAUTHORIZATION),
        arguments(credential().expiresAt(NOW), CredentialStatus.EXPIRED),
        arguments(credential().expiresAt(NOW.plusSeconds(1)), CredentialStatus.EXPIRING),
        arguments(credential().expiresAt(soon), CredentialStatus.EXPIRING),
        arguments(credential().expiresAt(soon.plusSeconds(1)), CredentialStatus.ACTIVE),
        arguments(
            credential().of(MethodType.OAUTH2).expiresAt(NOW.plusSeconds(1)),
            CredentialStatus.ACTIVE),
        arguments(credential().of(MethodType.OAUTH2).expiresAt(NOW), CredentialStatus.EXPIRED),
        arguments(credential().failedTest("network"), CredentialStatus.FAILING),
        arguments(credential().refusedInRow(2), CredentialStatus.ACTIVE),
        arguments(credential().refusedInRow(3), CredentialStatus.FAILING),
        arguments(credential().rotateBy(NOW), CredentialStatus.ROTATION_DUE),
        arguments(credential().rotateBy(NOW.plusSeconds(1)), CredentialStatus.ACTIVE));
  }

  /** Each row holds everything that the rows after it hold: the first that holds is the status. */
  @Test
  void of_severalStates_isTheFirstInOrder() {
    var all = credential().rotateBy(PAST);
    assertThat(all.build().status(NOW)).isEqualTo(CredentialStatus.ROTATION_DUE);
    assertThat(all.expiresAt(NOW.plus(Duration.ofDays(1))).build().status(NOW))
        .isEqualTo(CredentialStatus.EXPIRING);
    assertThat(all.failedTest("unauthorized").build().status(NOW))
        .isEqualTo(CredentialStatus.FAILING);
    assertThat(all.expiresAt(PAST).build().status(NOW)).isEqualTo(CredentialStatus.EXPIRED);
    assertThat(all.reauthorizeSince(PAST).build().status(NOW))
        .isEqualTo(CredentialStatus.NEEDS_REAUTHORIZATION);
    assertThat(all.withoutSecret().build().status(NOW)).isEqualTo(CredentialStatus.PENDING);
    assertThat(all.in(new CredentialScope.Personal()).ownedBySomebodyWhoLeft().build().status(NOW))
        .isEqualTo(CredentialStatus.DEACTIVATED);
    assertThat(all.revokedAt(PAST).build().status(NOW)).isEqualTo(CredentialStatus.REVOKED);
    assertThat(all.damaged().build().status(NOW)).isEqualTo(CredentialStatus.UNREADABLE);
  }

  @ParameterizedTest
  @EnumSource(CredentialStatus.class)
  void usable_everyStatus_isWhatTheProductSays(CredentialStatus status) {
    boolean expected =
        switch (status) {
          case UNREADABLE, REVOKED, DEACTIVATED, PENDING, NEEDS_REAUTHORIZATION, EXPIRED -> false;
          case FAILING, EXPIRING, ROTATION_DUE, ACTIVE -> true;
        };

    assertThat(status.usable()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(CredentialStatus.class)
  void wire_everyStatus_isReadAgain(CredentialStatus status) {
    assertThat(CredentialStatus.ofWire(status.wire())).isEqualTo(status);
    assertThat(CredentialStatus.ofWire(status.name())).isNull();
  }

  @Test
  void cure_ofAFailingSecret_isToRotateOnlyIfTheSecretIsToBlame() {
    var refused = credential().failedTest("unauthorized").build();
    var unreachable = credential().failedTest("network").build();

    assertThat(refused.status(NOW).cure(refused)).isEqualTo("rotate");
    assertThat(unreachable.status(NOW).cure(unreachable)).isEqualTo("test");
    assertThat(CredentialStatus.ACTIVE.cure(credential().build())).isNull();
  }
}
