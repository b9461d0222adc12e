package io.mortise.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mortise.server.practice.AuthorizationCodes.Consent;
import io.mortise.server.practice.AuthorizationCodes.Proof;
import io.mortise.server.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A code is worth a connection once, for a minute, and to the client that began. */
class AuthorizationCodesTest {
  private static final String VERIFIER = "fake-verifier-fake-verifier-fake-verifier-0001";
  private static final String REDIRECT = "https://mortise.example/api/v1/oauth/callback";
  private static final Proof PROOF = new Proof(REDIRECT, VERIFIER);

  private final TestClock clock = new TestClock();
  private final Connections connections = new Connections(clock, new Forgetful());
  private final AuthorizationCodes codes = new AuthorizationCodes(clock, connections);

  private static final class Forgetful implements Connections.Storage {
    @Override
    public List<Connection> load() {
      return List.of();
    }

    @Override
    public void save(List<Connection> connections) {}
  }

  @Test
  void exchange_withTheVerifier_beginsAConnectionOfThePerson() {
    var issued = codes.exchange(codes.issue(consent(REDIRECT)), PROOF);

    assertThat(connections.access(issued.accessToken()))
        .contains(new Connections.Access(PracticePerson.SAM, Set.of(PetScope.WRITE)));
  }

  @Test
  void exchange_aMinuteLater_isRefused() {
    clock.stopAt(clock.instant());
    String code = codes.issue(consent(REDIRECT));

    clock.advance(AuthorizationCodes.TTL);

    refused(code, PROOF);
    assertThat(AuthorizationCodes.TTL).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void exchange_again_endsTheConnectionThatTheCodeBegan() {
    String code = codes.issue(consent(REDIRECT));
    var issued = codes.exchange(code, PROOF);

    refused(code, PROOF);

    assertThat(connections.access(issued.accessToken())).isEmpty();
    assertThat(connections.of(PracticePerson.SAM)).isEmpty();
  }

  @Test
  void exchange_withAnotherProof_isRefusedAndEndsTheCode() {
    for (Proof wrong :
        List.of(
            new Proof(REDIRECT, VERIFIER + "x"),
            new Proof(REDIRECT, null),
            new Proof(REDIRECT, RandomText.hash(VERIFIER)),
            new Proof(REDIRECT + "/", VERIFIER),
            new Proof(null, VERIFIER))) {
      String code = codes.issue(consent(REDIRECT));

      refused(code, wrong);
      refused(code, PROOF);
    }
    assertThat(connections.of(PracticePerson.SAM)).isEmpty();
  }

  @Test
  void exchange_withoutARedirectAddressInTheRequest_needsNoneEither() {
    codes.exchange(codes.issue(consent(null)), new Proof(null, VERIFIER));
    refused(codes.issue(consent(null)), PROOF);
  }

  private static Consent consent(@Nullable String redirectUri) {
    return new Consent(
        PracticePerson.SAM, Set.of(PetScope.WRITE), redirectUri, RandomText.hash(VERIFIER));
  }

  private void refused(String code, Proof proof) {
    assertThatThrownBy(() -> codes.exchange(code, proof))
        .isInstanceOfSatisfying(
            OAuthRefused.class,
            refused -> assertThat(refused.code()).isEqualTo(OAuthRefused.Code.INVALID_GRANT));
  }
}
