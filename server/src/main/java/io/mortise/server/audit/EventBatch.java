package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events with their places, times and hashes, following a head. */
record EventBatch(Head before, List<PreparedEvent> events, byte[][] hashes) {

  /** No event is earlier than the one before it, whatever the clock said. */
  static EventBatch after(Head head, List<PreparedEvent> events) {
    var timed = new ArrayList<PreparedEvent>(events.size());
    var hashes = new byte[events.size()][];
    byte[] previous = head.hash();
    Instant at = head.at();
    long seq = head.seq();
    for (int i = 0; i < hashes.length; i++) {
      PreparedEvent event = events.get(i).notBefore(at);
      at = event.at();
      previous = event.hashAfter(previous, ++seq);
      hashes[i] = previous;
      timed.add(event);
    }
    return new EventBatch(head, timed, hashes);
  }

  Head head() {
    return new Head(
        before.organization(),
        before.seq() + events.size(),
        hashes[hashes.length - 1],
        events.getLast().at());
  }
}
