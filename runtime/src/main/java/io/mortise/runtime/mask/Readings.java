package io.mortise.runtime.mask;

import io.mortise.runtime.mask.trie.Automaton;
import java.util.function.Supplier;

/**
 * Reads the text once, in every form in which it may contain a secret: unchanged, with each kind of
 * escape undone, with all of them undone, and as base64 or hexadecimal of any of these.
 */
final class Readings {
  private static final Escapes[] KINDS = {Escapes.JSON, Escapes.PERCENT, Escapes.HTML};

  private final Automaton automaton;
  private final MaskedRanges found;
  private final Reading once;
  private final Reading[] oneKind;
  private final Reading unescaped;
  private final Base64Reading base64;
  private final HexReading hex;
  private final boolean[] introducers = Escapes.ALL.introducers();

  private int state = Automaton.ROOT;

  private boolean oneKindReads;

  /** Whether both readings with escapes undone follow the plain one. */
  private boolean calm = true;

  private long lastApart;
  private long at;

  Readings(Patterns patterns, MaskedRanges found) {
    this.automaton = patterns.automaton();
    this.found = found;
    Supplier<Track> tracks = () -> new Track(automaton, found);
    this.base64 = new Base64Reading(patterns, found, tracks);
    this.hex = new HexReading(patterns, tracks);
    var unescapedTrack = tracks.get();
    this.once = onceAndJsonAgain(tracks);
    this.oneKind =
        new Reading[] {
          once(Escapes.JSON, tracks), once(Escapes.PERCENT, tracks), once(Escapes.HTML, tracks)
        };
    this.unescaped = Reading.of(Escapes.ALL, unescapedTrack, new AlsoPacked(unescapedTrack));
  }

  private static Reading once(Escapes escapes, Supplier<Track> tracks) {
    var track = tracks.get();
    return Reading.of(escapes, track, track);
  }

  /**
   * Undoes JSON escapes twice. JSON within JSON is also read with all escapes undone, but there a
   * run of backslashes counts as one. Only exactly two rounds find a secret that itself looks like
   * an escape, and an inner escape whose letters and digits are escaped again.
   */
  private static Reading onceAndJsonAgain(Supplier<Track> tracks) {
    return Reading.twice(Escapes.ONCE, tracks.get(), once(Escapes.JSON, tracks));
  }

  /** Continues reading; the bytes follow those of the last call. */
  void scan(byte[] text, int from, int to) {
    long base = at - from;
    int index = from;
    while (index < to) {
      int end = calm ? scanCalm(text, index, to, base) : index;
      if (end > index) {
        base64.scan(text, index, end, base);
        hex.scan(text, index, end, base);
      }
      index = end;
      if (index < to) {
        scanCarefully(text[index], base + index);
        index++;
      }
    }
    at = base + to;
  }

  /** Ends the text. */
  void finish() {
    if (!once.following()) {
      once.finish();
    }
    if (!unescaped.following()) {
      unescaped.finish();
    }
    for (var reading : oneKind) {
      if (!reading.following()) {
        reading.finish();
      }
    }
    base64.finish();
    hex.finish();
  }

  /** Abandons every match in progress. */
  void reset() {
    state = Automaton.ROOT;
    calm = true;
    once.reset(at);
    unescaped.reset(at);
    oneKindReads = false;
    for (var reading : oneKind) {
      reading.reset(at);
    }
    base64.reset();
    hex.reset();
  }

  /** The offset at which the earliest match in progress began; everything before it is decided. */
  long earliest() {
    int depth = automaton.depth(state);
    long escaped = Math.min(once.earliest(state, depth, at), unescaped.earliest(state, depth, at));
    for (var reading : oneKind) {
      escaped = Math.min(escaped, reading.earliest(state, depth, at));
    }
    long packed = Math.min(base64.earliest(), hex.earliest());
    return Math.min(at - depth, Math.min(escaped, packed));
  }

  /** Scans up to the next byte that may begin an escape; until then all readings are equal. */
  private int scanCalm(byte[] text, int from, int to, long base) {
    int current = state;
    int index = from;
    while (index < to && !introducers[text[index] & 0xff]) {
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

  /** A reading that has just begun to follow may have read the beginning differently. */
  private void foundByAll(int length, long end) {
    found.add(end - length, end);
    if (end - length < lastApart) {
      once.alsoFound(length, end, found);
      unescaped.alsoFound(length, end, found);
      for (var reading : oneKind) {
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
    if (!once.following() && before != Automaton.ROOT || oneKindReads) {
      readOneKind(input, offset, before);
    }
    read(once, Escapes.ONCE, input, offset, before);
    if (!read(unescaped, Escapes.ALL, input, offset, before)) {
      base64.accept(input, offset, offset + 1);
      hex.accept(input, offset, offset + 1);
    }
    calm = once.following() && unescaped.following() && !oneKindReads;
    lastApart = offset + 1;
  }

  /**
   * Reads with escapes of one kind undone. This matters if the plain reading has a match in
   * progress that the reading with all kinds undone does not have, because text before the secret
   * turned its beginning into an escape: in {@code 100%41\"}, escaped for JSON, the secret may be
   * {@code 41"}.
   */
  private void readOneKind(byte input, long offset, int before) {
    oneKindReads = false;
    for (int kind = 0; kind < oneKind.length; kind++) {
      read(oneKind[kind], KINDS[kind], input, offset, before);
      oneKindReads |= !oneKind[kind].following();
    }
  }

  /** Whether the reading took a byte that it may read differently from the plain reading. */
  private boolean read(Reading reading, Escapes escapes, byte input, long offset, int before) {
    if (reading.following()) {
      if (!escapes.introducedBy(input)) {
        return false;
      }
      reading.leave(offset, before);
    }
    reading.accept(input, offset, offset + 1);
    if (reading.agrees(state)) {
      reading.follow(offset + 1);
    }
    return true;
  }

  /** Text with every escape undone may be base64 or hexadecimal as well. */
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
