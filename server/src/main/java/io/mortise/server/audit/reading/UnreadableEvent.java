package io.mortise.server.audit.reading;

/** A row of the record holds what no event can hold, so somebody changed it. */
final class UnreadableEvent extends RuntimeException {
  private final long seq;

  UnreadableEvent(long seq, RuntimeException cause) {
    super("Event " + seq + " cannot be read.", cause);
    this.seq = seq;
  }

  long seq() {
    return seq;
  }
}
