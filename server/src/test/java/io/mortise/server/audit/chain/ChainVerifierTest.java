package io.mortise.server.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.audit.ChainHash;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.audit.RecordedEvent.EventParty;
import io.mortise.server.audit.RecordedEvent.EventProof;
import io.mortise.server.audit.RecordedEvent.NameProof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final String ORGANIZATION = "org_01m7xt1szdej6vbnnhkqpvk8dq";
  private static final String GENESIS = "0".repeat(64);

  @Test
  void walk_ofUnchangedEvents_findsNoFlaw() {
    var verifier = verifier();

    chain(3).forEach(verifier::event);
    verifier.end(3);

    assertThat(verifier.flaw()).isNull();
    assertThat(verifier.checked()).isEqualTo(3);
    assertThat(verifier.fromSeq()).isEqualTo(1);
    assertThat(verifier.lastSeq()).isEqualTo(3);
    assertThat(verifier.signedSeq()).as("nothing is signed").isZero();
  }

  @Test
  void walk_withFactsThatNoReleaseKnows_findsNoFlaw() {
    var verifier = verifier();

    verifier.event(chained(1, GENESIS, Map.of("aFactOfANewerRelease", "x")));

    assertThat(verifier.flaw()).isNull();
  }

  @Test
  void walk_eventMissing_saysWhich() {
    var events = chain(3);
    var verifier = verifier();

    verifier.event(events.get(0));
    verifier.event(events.get(2));

    assertThat(verifier.flaw()).isEqualTo(new ChainVerifier.ChainFlaw(3, "Event 2 is missing."));
  }

  @Test
  void walk_endMissing_saysFromWhere() {
    var verifier = verifier();

    chain(2).forEach(verifier::event);
    verifier.end(4);

    assertThat(Objects.requireNonNull(verifier.flaw()).seq()).isEqualTo(3);
  }

  @Test
  void walk_anyPartChanged_isFound() {
    List<UnaryOperator<RecordedEvent>> changes =
        List.of(
            event -> with(event, event.at().plusMillis(1), event.action(), event.outcome()),
            event -> with(event, event.at(), "credential.revoked", event.outcome()),
            event -> with(event, event.at(), event.action(), "refused"));

    for (var change : changes) {
      var events = chain(3);
      var verifier = verifier();
      verifier.event(events.get(0));
      verifier.event(change.apply(events.get(1)));
      verifier.event(events.get(2));

      assertThat(Objects.requireNonNull(verifier.flaw()).seq()).isEqualTo(2);
    }
  }

  @Test
  void walk_ofAnotherOrganization_isFound() {
    var verifier = new ChainVerifier("org_01m7xt1szdej6vbnnhkqpvk8dr", GENESIS, "f");

    verifier.event(chain(1).getFirst());

    assertThat(verifier.flaw()).isNotNull();
  }

  @Test
  void walk_nameWithoutItsKey_isFound() {
    var event = chain(1).getFirst();
    var verifier = verifier();

    verifier.event(
        new RecordedEvent(
            event.seq(),
            event.at(),
            new EventParty("user", "usr_1", "Mia"),
            event.action(),
            event.target(),
            event.outcome(),
            null,
            event.version(),
            null,
            null,
            null,
            null,
            null,
            null,
            event.hash(),
            event.proof()));

    assertThat(Objects.requireNonNull(verifier.flaw()).reason()).contains("has lost the key");
  }

  @Test
  void checkpoint_ofAnotherKey_provesNothing() {
    var verifier = verifier();
    chain(1).forEach(verifier::event);

    verifier.checkpoint(
        new Checkpoint(ORGANIZATION, 1, verifier.lastHash(), Instant.EPOCH, "AAAA", "AAAA"));

    assertThat(verifier.otherSigner()).isNotNull();
    assertThat(verifier.signedSeq()).isZero();
  }

  private static ChainVerifier verifier() {
    return new ChainVerifier(ORGANIZATION, GENESIS, "fingerprint");
  }

  private static List<RecordedEvent> chain(int length) {
    var events = new ArrayList<RecordedEvent>();
    String previous = GENESIS;
    for (int seq = 1; seq <= length; seq++) {
      var event = chained(seq, previous, Map.of());
      events.add(event);
      previous = event.hash();
    }
    return events;
  }

  private static RecordedEvent chained(long seq, String previous, Map<String, String> facts) {
    var unhashed = event(seq, facts, "");
    byte[] hash = ChainHash.next(HexFormat.of().parseHex(previous), unhashed.content(ORGANIZATION));
    return event(seq, facts, HexFormat.of().formatHex(hash));
  }

  private static RecordedEvent event(long seq, Map<String, String> facts, String hash) {
    var nobody = new EventParty("user", "usr_1", null);
    var erased = new NameProof("00", "");
    return new RecordedEvent(
        seq,
        Instant.parse("2026-11-28T12:00:00Z").plusSeconds(seq),
        nobody,
        "credential.used",
        new EventParty("credential", "cred_1", null),
        "ok",
        null,
        1,
        null,
        null,
        null,
        null,
        null,
        facts.isEmpty() ? null : facts,
        hash,
        new EventProof(erased, erased, erased));
  }

  private static RecordedEvent with(
      RecordedEvent event, Instant at, String action, String outcome) {
    return new RecordedEvent(
        event.seq(),
        at,
        event.actor(),
        action,
        event.target(),
        outcome,
        event.reason(),
        event.version(),
        event.address(),
        event.flow(),
        event.run(),
        event.step(),
        event.edgeNode(),
        event.detail(),
        event.hash(),
        event.proof());
  }
}
