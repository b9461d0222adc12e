package io.mortise.server.audit.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.server.audit.chain.ChainVerifier;
import io.mortise.server.audit.chain.ChainVerifier.ChainFlaw;
import io.mortise.server.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies the whole kept chain in the database, with the same walk that proves an export. */
@Component
class AuditVerification {
  private final AuditReader reader;
  private final Checkpoints checkpoints;

  AuditVerification(AuditReader reader, Checkpoints checkpoints) {
    this.reader = reader;
    this.checkpoints = checkpoints;
  }

  /**
   * @param head hash of the last event, hexadecimal
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChainVerdict(
      boolean ok,
      long checked,
      long fromSeq,
      long toSeq,
      long signedSeq,
      String head,
      String fingerprint,
      @Nullable ChainFlaw problem) {}

  ChainVerdict verify(OrganizationId organization) {
    String fingerprint = checkpoints.fingerprint(organization);
    long last = checkpoints.sign(organization);
    long first = reader.firstSeq(organization);
    var verifier =
        new ChainVerifier(
            organization.toString(), reader.hashBefore(organization, first), fingerprint);
    var signed = checkpoints.inOrder(organization, first, last);
    try {
      reader.forEach(
          organization,
          first,
          last,
          event -> {
            verifier.event(event);
            signed.upTo(event.seq(), verifier::checkpoint);
          });
    } catch (UnreadableEvent unreadable) {
      verifier.unreadable(unreadable.seq());
    }
    verifier.end(last);
    var flaw = verifier.flaw() == null ? cutAtTheStart(organization, first) : verifier.flaw();
    flaw = flaw == null ? missingCheckpoint(organization) : flaw;
    flaw = flaw == null ? otherHead(organization) : flaw;
    return new ChainVerdict(
        flaw == null,
        verifier.checked(),
        verifier.fromSeq(),
        verifier.lastSeq(),
        verifier.signedSeq(),
        verifier.lastHash(),
        fingerprint,
        flaw);
  }

  /** The next event would follow a hash that no event has. */
  private @Nullable ChainFlaw otherHead(OrganizationId organization) {
    return reader
        .headThatNoEventHas(organization)
        .map(
            seq ->
                new ChainFlaw(
                    seq, "The head of the chain has another hash than event " + seq + "."))
        .orElse(null);
  }

  private @Nullable ChainFlaw missingCheckpoint(OrganizationId organization) {
    return checkpoints
        .missing(organization)
        .map(
            seq ->
                new ChainFlaw(
                    seq, "The checkpoint of event " + seq + " was signed and is no longer there."))
        .orElse(null);
  }

  /** What retention dropped, it has announced on the record. */
  private @Nullable ChainFlaw cutAtTheStart(OrganizationId organization, long first) {
    return first == 1 || reader.announcedDropThrough(organization, first - 1)
        ? null
        : new ChainFlaw(first - 1, "Events 1 to " + (first - 1) + " are missing.");
  }
}
