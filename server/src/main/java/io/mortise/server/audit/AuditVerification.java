package io.mortise.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mortise.server.kernel.OrganizationId;
import java.util.ArrayDeque;
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
      ChainVerifier.@Nullable ChainFlaw problem) {}

  ChainVerdict verify(OrganizationId organization) {
    String fingerprint = checkpoints.fingerprint(organization);
    long last = checkpoints.sign(organization).seq();
    long first = reader.firstSeq(organization);
    var verifier =
        new ChainVerifier(
            organization.toString(), reader.hashBefore(organization, first), fingerprint);
    var signed = new ArrayDeque<>(checkpoints.find(organization, first, last).reversed());
    reader.forEach(
        organization,
        first,
        last,
        event -> {
          verifier.event(event);
          while (!signed.isEmpty() && signed.getFirst().seq() <= event.seq()) {
            verifier.checkpoint(signed.removeFirst());
          }
        });
    boolean complete = verifier.flaw() == null && verifier.lastSeq() == last;
    var missing =
        new ChainVerifier.ChainFlaw(last, "The chain ends before the event that was signed last.");
    return new ChainVerdict(
        complete,
        verifier.checked(),
        verifier.fromSeq(),
        verifier.lastSeq(),
        verifier.signedSeq(),
        verifier.lastHash(),
        fingerprint,
        complete ? null : verifier.flaw() == null ? missing : verifier.flaw());
  }
}
