package io.mortise.runtime.mask;

import java.util.function.Supplier;

/**
 * Reads the text once, in every way in which a secret may stand in it: as it is, with each kind of
 * escape undone, with all of them undone, and as base64 or hexadecimal of any of these.
 */
final class Readings {
  /** The reading in which every escape is undone. */
  private static final int UNESCAPED = 3;

  private final Automaton automaton;
  private final MaskedRanges found;
  private final Reading[] escaped;
  private final Base64Reading base64;
  private final HexReading hex;

  /** For every byte, the readings that it may begin an escape for, as bits. */
  private final byte[] introduced = new byte[256];

  private int state = Automaton.ROOT;

  /** The readings that do not follow the plain one, as bits. */
  private int apart;

  private long lastApart;
  private long at;

  Readings(Patterns patterns, MaskedRanges found) {
    this.automaton = patterns.automaton();
    this.found = found;
    Supplier<Track> tracks = () -> new Track(automaton, found);
    this.base64 = new Base64Reading(patterns, found, tracks);
    this.hex = new HexReading(patterns, tracks);
    var unescapedTrack = tracks.get();
    this.escaped =
        new Reading[] {
          patterns.withBackslash() ? jsonTwice(tracks) : only(Escapes.JSON, tracks),
          only(Escapes.PERCENT, tracks),
          only(Escapes.HTML, tracks),
          Reading.of(Escapes.ALL, unescapedTrack, new AlsoPacked(unescapedTrack))
        };
    introduce(0, Escapes.JSON);
    introduce(1, Escapes.PERCENT);
    introduce(2, Escapes.HTML);
    introduce(UNESCAPED, Escapes.ALL);
  }

  private static Reading only(Escapes escapes, Supplier<Track> tracks) {
    var track = tracks.get();
    return Reading.of(escapes, track, track);
  }

  /**
   * JSON within JSON is read with all escapes undone too; but if a secret itself looks like an
   * escape, only undoing exactly two rounds leaves it as it is.
   */
  private static Reading jsonTwice(Supplier<Track> tracks) {
    return Reading.twice(Escapes.JSON, tracks.get(), only(Escapes.JSON, tracks));
  }

  private void introduce(int reading, Escapes escapes) {
    for (int input = 0; input < 256; input++) {
      introduced[input] |= (byte) (escapes.introducedBy((byte) input) ? 1 << reading : 0);
    }
  }

  /** Reads on: the bytes follow those of the last call. */
  void scan(byte[] text, int from, int to) {
    long base = at - from;
    int index = from;
    while (index < to) {
      int calm = apart == 0 ? scanCalm(text, index, to, base) : index;
      if (calm > index) {
        base64.scan(text, index, calm, base);
        hex.scan(text, index, calm, base);
      }
      index = calm;
      if (index < to) {
        scanCarefully(text[index], base + index);
        index++;
      }
    }
    at = base + to;
  }

  /** The text ends here. */
  void finish() {
    for (var reading : escaped) {
      if (!reading.following()) {
        reading.finish();
      }
    }
    base64.finish();
    hex.finish();
  }

  /** Gives up every match under way. */
  void reset() {
    state = Automaton.ROOT;
    apart = 0;
    for (var reading : escaped) {
      reading.reset(at);
    }
    base64.reset();
    hex.reset();
  }

  /** Where the first match that may be under way began; what lies before it is decided. */
  long earliest() {
    int depth = automaton.depth(state);
    long earliest = at - depth;
    for (var reading : escaped) {
      earliest = Math.min(earliest, reading.earliest(state, depth, at));
    }
    return Math.min(earliest, Math.min(base64.earliest(), hex.earliest()));
  }

  /** Up to the next byte that may begin an escape; until then there is only one way to read. */
  private int scanCalm(byte[] text, int from, int to, long base) {
    int current = state;
    int index = from;
    while (index < to && introduced[text[index] & 0xff] == 0) {
      current = automaton.next(current, text[index]);
      int length = automaton.matchLength(current);
      if (length > 0) {
        foundByAll(length, base + index + 1);
      }
      index++;
    }
    state = current;
    return index;
  }

  /** A reading that has only begun to follow may have read the beginning in another way. */
  private void foundByAll(int length, long end) {
    found.add(end - length, end);
    if (end - length < lastApart) {
      for (var reading : escaped) {
        reading.alsoFound(length, end, found);
      }
    }
  }

  private void scanCarefully(byte input, long offset) {
    int before = state;
    state = automaton.next(before, input);
    int length = automaton.matchLength(state);
    if (length > 0) {
      foundByAll(length, offset + 1);
    }
    int concerned = apart | introduced[input & 0xff];
    if ((concerned & 1 << UNESCAPED) == 0) {
      base64.accept(input, offset, offset + 1);
      hex.accept(input, offset, offset + 1);
    }
    apart = 0;
    for (int bits = concerned; bits != 0; bits &= bits - 1) {
      var reading = escaped[Integer.numberOfTrailingZeros(bits)];
      if (reading.following()) {
        reading.leave(offset, before);
      }
      reading.accept(input, offset, offset + 1);
      if (reading.agrees(state)) {
        reading.follow(offset + 1);
      } else {
        apart |= Integer.lowestOneBit(bits);
      }
    }
    lastApart = offset + 1;
  }

  /** What is read with every escape undone may be base64 or hexadecimal as well. */
  private final class AlsoPacked extends Symbols {
    private final Track track;

    AlsoPacked(Track track) {
      this.track = track;
    }

    @Override
    void accept(byte symbol, long start, long end) {
      track.accept(symbol, start, end);
      base64.accept(symbol, start, end);
      hex.accept(symbol, start, end);
    }
  }
}
