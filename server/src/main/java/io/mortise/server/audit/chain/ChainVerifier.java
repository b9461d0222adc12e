package io.mortise.server.audit.chain;

import io.mortise.server.audit.AuditParties;
import io.mortise.server.audit.ChainHash;
import io.mortise.server.audit.RecordedEvent;
import io.mortise.server.audit.RecordedEvent.NameProof;
import io.mortise.server.vault.CheckpointKeys;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks a contiguous range of events, oldest first, and says whether they are the ones that were
 * recorded: each hash follows from the one before, no number is missing, each name fits its hash,
 * and signed checkpoints agree. Needs nothing of the server.
 */
public final class ChainVerifier {
  private final String organization;
  private final String fingerprint;
  private long checked;
  private long fromSeq;
  private long lastSeq;
  private long signedSeq;
  private String lastHash;
  private @Nullable String otherSigner;
  private @Nullable ChainFlaw flaw;

  /** Where the chain breaks, and how. */
  public record ChainFlaw(long seq, String reason) {}

  /**
   * @param previous hash of the event before the first, hexadecimal
   * @param fingerprint of the key that signs the checkpoints, as shown at set-up
   */
  public ChainVerifier(String organization, String previous, String fingerprint) {
    this.organization = organization;
    this.lastHash = previous;
    this.fingerprint = fingerprint;
  }

  public void event(RecordedEvent event) {
    if (flaw != null) {
      return;
    }
    if (checked == 0) {
      fromSeq = event.seq();
    } else if (event.seq() != lastSeq + 1) {
      flaw(event.seq(), "Event " + (lastSeq + 1) + " is missing.");
      return;
    }
    byte[] previous = HexFormat.of().parseHex(lastHash);
    String computed =
        HexFormat.of().formatHex(ChainHash.next(previous, event.content(organization)));
    if (!computed.equals(event.hash())) {
      flaw(event.seq(), "The event was changed: its hash does not follow from the one before.");
      return;
    }
    verifyNames(event);
    checked++;
    lastSeq = event.seq();
    lastHash = event.hash();
  }

  /** That event holds what no event can hold. */
  public void unreadable(long seq) {
    if (flaw == null) {
      flaw(seq, "The event was changed: it cannot be read.");
    }
  }

  /** The range ends here; it must have come as far as it was said to. */
  public void end(long toSeq) {
    if (flaw == null && lastSeq < toSeq) {
      flaw(lastSeq + 1, "Events " + (lastSeq + 1) + " to " + toSeq + " are missing at the end.");
    }
  }

  /** A checkpoint comes directly after the event that it signs. */
  public void checkpoint(Checkpoint checkpoint) {
    if (flaw != null) {
      return;
    }
    byte[] publicKey = Base64.getDecoder().decode(checkpoint.publicKey());
    String signer = CheckpointKeys.fingerprint(publicKey);
    if (!signer.equals(fingerprint)) {
      otherSigner = signedSeq == 0 ? signer : null;
      flaw(checkpoint.seq(), "A checkpoint is signed by another key than " + fingerprint + ".");
    } else if (!checkpoint.organization().equals(organization)) {
      flaw(checkpoint.seq(), "A checkpoint is of another organization.");
    } else if (!checkpoint.signatureFits()) {
      flaw(checkpoint.seq(), "A checkpoint's signature is wrong.");
    } else if (checkpoint.seq() != lastSeq || !checkpoint.hash().equals(lastHash)) {
      flaw(checkpoint.seq(), "The chain is not the one that was signed.");
    } else {
      signedSeq = checkpoint.seq();
    }
  }

  public long checked() {
    return checked;
  }

  public long fromSeq() {
    return fromSeq;
  }

  public long lastSeq() {
    return lastSeq;
  }

  /** The last event that a signature covers; later ones are chained but not signed yet. */
  public long signedSeq() {
    return signedSeq;
  }

  public String lastHash() {
    return lastHash;
  }

  public @Nullable ChainFlaw flaw() {
    return flaw;
  }

  /**
   * The key that signed, where the first checkpoint is of another than was asked for: then nothing
   * is known to be broken, and nothing is proved.
   */
  public @Nullable String otherSigner() {
    return otherSigner;
  }

  private void verifyNames(RecordedEvent event) {
    var proof = Objects.requireNonNull(event.proof());
    verifyName(event.seq(), event.actor().name(), proof.actor());
    verifyName(event.seq(), event.target().name(), proof.target());
    verifyName(event.seq(), event.address(), proof.address());
  }

  private void verifyName(long seq, @Nullable String name, NameProof proof) {
    if (name == null) {
      return;
    }
    if (proof.key().isEmpty()) {
      flaw(seq, "A name in the event has lost the key that shows it to fit its hash.");
      return;
    }
    byte[] expected = AuditParties.nameHash(HexFormat.of().parseHex(proof.key()), name);
    if (!HexFormat.of().formatHex(expected).equals(proof.hash())) {
      flaw(seq, "A name in the event was changed: it does not fit its hash.");
    }
  }

  private void flaw(long seq, String reason) {
    flaw = new ChainFlaw(seq, reason);
  }
}
