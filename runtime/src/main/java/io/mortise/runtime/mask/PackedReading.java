package io.mortise.runtime.mask;

/** The bytes that digits of a wider alphabet stand for, from one of the places where they begin. */
final class PackedReading {
  private final Track track;
  private final EscapeDecoder decoder;

  PackedReading(Track track) {
    this.track = track;
    this.decoder = new EscapeDecoder(Escapes.ALL, track);
  }

  void accept(byte value, long start, long end) {
    decoder.accept(value, start, end);
  }

  /** Whether a match or an escape is under way; without one, most bytes need not come here. */
  boolean active() {
    return track.searching() || !decoder.idle();
  }

  /** Whether the last match ended there. */
  boolean foundAt(long end) {
    return track.foundAt(end);
  }

  long earliest() {
    return Math.min(track.earliest(), decoder.earliest());
  }

  /** The digits end here. */
  void end() {
    decoder.finish();
    track.reset();
  }

  void reset() {
    decoder.reset();
    track.reset();
  }
}
