package io.mortise.runtime.mask;

import io.mortise.runtime.mask.trie.Automaton;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the text: with some escapes undone. While nothing that it would undo turns up, it
 * reads what the plain reading does, and follows that one without work of its own.
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
   * @param out takes every symbol that is read while not following, and passes it to the track
   */
  static Reading of(Escapes escapes, Track track, Symbols out) {
    return new Reading(escapes, track, out, null);
  }

  /** Escapes undone once, and what comes of that read once more. */
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

  /** Leaves the plain reading, which has come to this state. */
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

  /** Whether it has come to the same state as the plain reading and may follow it again. */
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

  /** Gives up everything under way; for a match that has become longer than is kept. */
  void reset(long at) {
    decoder.reset();
    track.reset();
    if (again != null) {
      again.reset(at);
    }
    follow(at);
  }

  /** Adds what the plain reading has found, if this one follows and read its beginning apart. */
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
