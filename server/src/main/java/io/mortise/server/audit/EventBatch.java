package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Head;
import java.util.List;

/** Events with their places and hashes, following a head. */
record EventBatch(Head before, List<PreparedEvent> events, byte[][] hashes) {

  static EventBatch after(Head head, List<PreparedEvent> events) {
    var hashes = new byte[events.size()][];
    byte[] previous = head.hash();
    long seq = head.seq();
    for (int i = 0; i < hashes.length; i++) {
      previous = events.get(i).hashAfter(previous, ++seq);
      hashes[i] = previous;
    }
    return new EventBatch(head, events, hashes);
  }

  Head head() {
    return new Head(before.organization(), before.seq() + events.size(), hashes[hashes.length - 1]);
  }
}
