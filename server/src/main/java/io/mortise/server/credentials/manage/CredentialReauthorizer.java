package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.credentials.refresh.Handoff;
import io.mortise.server.credentials.refresh.HandoffId;
import io.mortise.server.credentials.refresh.HandoffRefused;
import io.mortise.server.credentials.refresh.Handoffs;
import io.mortise.server.credentials.refresh.Handoffs.Connected;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialRefused;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.InvalidRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives a saved credential the account that a person has connected again. Until then the old tokens
 * work; its id, its flows and its grants stay.
 */
@Component
public class CredentialReauthorizer {
  private final SecretStaging staging;
  private final CredentialSecrets secrets;
  private final CredentialGate gate;
  private final CredentialWriter writer;
  private final CredentialChanges changes;
  private final Handoffs handoffs;

  CredentialReauthorizer(
      SecretStaging staging,
      CredentialSecrets secrets,
      CredentialGate gate,
      CredentialWriter writer,
      CredentialChanges changes,
      Handoffs handoffs) {
    this.staging = staging;
    this.secrets = secrets;
    this.gate = gate;
    this.writer = writer;
    this.changes = changes;
    this.handoffs = handoffs;
  }

  /**
   * @param change names the hand-off
   */
  public Credential reauthorize(
      Principal principal, CredentialId id, CredentialChange change, @Nullable Long version) {
    var handoff =
        HandoffId.parse(String.valueOf(change.handoff())).orElseThrow(HandoffRefused::gone);
    return LostRace.retried(
        version, () -> reauthorizeOnce(principal.requireSignedIn(), id, handoff, change, version));
  }

  private Credential reauthorizeOnce(
      Principal.SignedIn person,
      CredentialId id,
      HandoffId handoff,
      CredentialChange change,
      @Nullable Long version) {
    Credential before = gate.get(person, id, Action.ROTATE, version);
    try (var connected = handoffs.open(person, handoff);
        Draft draft = staging.connected(person, connected.document(), Map.of())) {
      requireSame(before, connected);
      Optional<TestResult> test =
          change.verifies()
              ? SecretStaging.passed(staging.testConnected(person, draft, connected.token()))
              : Optional.empty();
      requireAccount(before, connected.handoff(), test, change.acceptsAccount());
      var staged = new StagedSecret(before, draft, test);
      return changes.apply(
          before.key(),
          audited -> {
            secrets.reconnect(audited, person, before, staged, connected);
            writer.clearExpiry(before.key());
          });
    }
  }

  /**
   * Whether a hand-off has connected the account that its credential had; empty where one of both
   * is not known.
   */
  public Optional<Boolean> isSameAccount(Principal.SignedIn person, Handoff handoff) {
    String now = handoff.identity();
    return now == null
        ? Optional.empty()
        : handoff
            .credential()
            .map(id -> gate.get(person, id, Action.ROTATE).state().identity())
            .map(now::equals);
  }

  private static void requireSame(Credential before, Connected connected) {
    if (!connected.handoff().credential().equals(Optional.of(before.id()))) {
      throw new InvalidRequest(
          "/oauthHandoff", "This authorization was made for another credential.");
    }
  }

  private static void requireAccount(
      Credential before, Handoff handoff, Optional<TestResult> test, boolean accepted) {
    String then = before.state().identity();
    String now = handoff.identity();
    if (now == null) {
      now = test.map(TestResult::identity).orElse(null);
    }
    if (!accepted && then != null && now != null && !then.equals(now)) {
      throw CredentialRefused.anotherAccount(then, now);
    }
  }
}
