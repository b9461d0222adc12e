package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.kernel.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events with their places, times and hashes, following a head. */
record EventBatch(Head before, List<PreparedEvent> events, byte[][] hashes) {
  private static final Logger log = LoggerFactory.getLogger(EventBatch.class);
  static final Duration FURTHEST_BEHIND = Duration.ofMinutes(5);

  /**
   * No event is earlier than the one before it: a clock that is a little behind takes that one's
   * time. One that is far behind is {@link Refused}, for it or an earlier one is wrong.
   */
  static EventBatch after(Head head, List<PreparedEvent> events) {
    requireClock(head, events.getLast().at());
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

  private static void requireClock(Head head, Instant now) {
    if (now.isBefore(head.at().minus(FURTHEST_BEHIND))) {
      log.error(
          "organization={} NOT RECORDED (clock_ahead): this server's clock says {}, the last event on the audit log is"
              + " of {}. Recording resumes once the clock has passed that time. If this server's clock is behind, set"
              + " it right; see «A clock that was wrong» in docs/operate.md.",
          head.organization(),
          now,
          head.at());
      throw Refused.clockAhead(head.at());
    }
  }

  Head head() {
    return new Head(
        before.organization(),
        before.seq() + events.size(),
        hashes[hashes.length - 1],
        events.getLast().at());
  }
}
