package io.mortise.runtime.mask;

/** Decodes digits into bytes, starting at one of the places where a byte may begin. */
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

  /** Whether a match or an escape is in progress; otherwise most bytes can be skipped. */
  boolean active() {
    return track.searching() || !decoder.idle();
  }

  /** Whether the last match ended at this offset. */
  boolean foundAt(long end) {
    return track.foundAt(end);
  }

  long earliest() {
    return Math.min(track.earliest(), decoder.earliest());
  }

  /** Ends the run of digits. */
  void end() {
    decoder.finish();
    track.reset();
  }

  void reset() {
    decoder.reset();
    track.reset();
  }
}
