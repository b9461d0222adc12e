package io.mortise.runtime.mask;

import io.mortise.runtime.mask.trie.Automaton;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the text, with some escapes undone. As long as the text contains no such escape,
 * it equals the plain reading and follows that one without work of its own.
 */
final class Reading extends Symbols {
  private final EscapeDecoder decoder;
  private final Track track;
  private final @Nullable Reading again;
  private boolean following = true;
  private long since;

  private Reading(Escapes escapes, Track track, Symbols out, @Nullable Reading again) {
    this.track = track;
    this.decoder = new EscapeDecoder(escapes, out);
    this.again = again;
  }

  /**
   * @param out receives every symbol that is read while not following, and passes it to the track
   */
  static Reading of(Escapes escapes, Track track, Symbols out) {
    return new Reading(escapes, track, out, null);
  }

  /** Undoes escapes once, and reads the result again. */
  static Reading twice(Escapes escapes, Track track, Reading again) {
    var both =
        new Symbols() {
          @Override
          void accept(byte symbol, long start, long end) {
            track.accept(symbol, start, end);
            again.accept(symbol, start, end);
          }
        };
    return new Reading(escapes, track, both, again);
  }

  boolean following() {
    return following;
  }

  /** Leaves the plain reading, which has reached this state. */
  void leave(long at, int plainState) {
    track.catchUp(plainState, since, at);
    following = false;
    if (again != null) {
      again.leave(at, plainState);
    }
  }

  @Override
  void accept(byte symbol, long start, long end) {
    decoder.accept(symbol, start, end);
  }

  /** Whether it has reached the state of the plain reading and may follow it again. */
  boolean agrees(int plainState) {
    return track.state() == plainState
        && decoder.idle()
        && (again == null || again.agrees(plainState));
  }

  void follow(long from) {
    following = true;
    since = from;
    if (again != null) {
      again.follow(from);
    }
  }

  void finish() {
    decoder.finish();
    if (again != null) {
      again.finish();
    }
  }

  /** Abandons every match in progress, because one has become longer than the text that is kept. */
  void reset(long at) {
    decoder.reset();
    track.reset();
    if (again != null) {
      again.reset(at);
    }
    follow(at);
  }

  /** Adds a match of the plain reading if this one follows it but read the beginning separately. */
  void alsoFound(int length, long end, MaskedRanges found) {
    if (following && end - length < since) {
      found.add(track.startOfLast(length, since, end), end);
      if (again != null) {
        again.alsoFound(length, end, found);
      }
    }
  }

  long earliest(int plainState, int plainDepth, long now) {
    long own;
    if (!following) {
      own = Math.min(decoder.earliest(), track.earliest());
    } else if (plainState == Automaton.ROOT) {
      own = Long.MAX_VALUE;
    } else {
      own = track.startOfLast(plainDepth, since, now);
    }
    return again == null ? own : Math.min(own, again.earliest(plainState, plainDepth, now));
  }
}
