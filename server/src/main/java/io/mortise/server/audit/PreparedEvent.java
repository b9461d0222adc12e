package io.mortise.server.audit;

import io.mortise.server.audit.ChainHash.Content;
import io.mortise.server.audit.ChainHash.Named;
import io.mortise.server.audit.ChainHash.Parties;
import io.mortise.server.audit.ChainHash.What;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event whose parties are known; only its place in the chain is open, and its time if the chain
 * is already later.
 */
record PreparedEvent(
    AuditEvent event, Instant at, KnownParty actor, KnownParty target, KnownParty address) {

  PreparedEvent notBefore(Instant earliest) {
    return at.isBefore(earliest)
        ? new PreparedEvent(event, earliest, actor, target, address)
        : this;
  }

  byte[] hashAfter(byte[] previous, long seq) {
    var how = event.how();
    var what =
        new What(event.action().wire(), event.outcome().wire(), how.reason(), how.secretVersion());
    var who = new Parties(named(actor), named(target), address.nameHash());
    return ChainHash.next(
        previous,
        new Content(event.organization().toString(), seq, micros(), who, what, how.facts()));
  }

  private long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Named named(KnownParty party) {
    return new Named(party.kind().wire(), party.id(), party.nameHash());
  }
}
