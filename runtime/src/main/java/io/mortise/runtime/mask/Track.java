package io.mortise.runtime.mask;

import io.mortise.runtime.mask.trie.Automaton;

/**
 * Searches one reading of the text. Remembers the offsets of the last symbols, as many as the
 * longest pattern has.
 */
final class Track extends Symbols {
  private final Automaton automaton;
  private final MaskedRanges found;
  private final int mask;
  private long[] starts = {};
  private int state = Automaton.ROOT;
  private long count;
  private long lastFound = -1;

  Track(Automaton automaton, MaskedRanges found) {
    this.automaton = automaton;
    this.found = found;
    this.mask = (Integer.highestOneBit(automaton.longest()) << 1) - 1;
  }

  @Override
  void accept(byte symbol, long start, long end) {
    state = automaton.next(state, symbol);
    if (state != Automaton.ROOT) {
      remember(start);
      int length = automaton.matchLength(state);
      if (length > 0) {
        found.add(startOfLast(length), end);
        lastFound = end;
      }
    }
  }

  /** Whether the last match ended at this offset. */
  boolean foundAt(long end) {
    return lastFound == end;
  }

  int state() {
    return state;
  }

  boolean searching() {
    return state != Automaton.ROOT;
  }

  void reset() {
    state = Automaton.ROOT;
  }

  /** The offset at which the match in progress began. */
  long earliest() {
    return state == Automaton.ROOT ? Long.MAX_VALUE : startOfLast(automaton.depth(state));
  }

  /**
   * Takes over the state that another track reached by reading the bytes between two offsets, each
   * of which is a symbol.
   */
  void catchUp(int reached, long from, long to) {
    if (reached == Automaton.ROOT) {
      state = reached;
      return;
    }
    long needed = Math.min(automaton.depth(reached), to - from);
    count += to - from - needed;
    for (long at = to - needed; at < to; at++) {
      remember(at);
    }
    state = reached;
  }

  private void remember(long start) {
    if (starts.length == 0) {
      starts = new long[mask + 1];
    }
    starts[(int) count & mask] = start;
    count++;
  }

  private long startOfLast(int symbols) {
    return starts[(int) (count - symbols) & mask];
  }

  /** The offset at which the last symbols began, if every byte since {@code since} was a symbol. */
  long startOfLast(int symbols, long since, long now) {
    long before = symbols - (now - since);
    return before <= 0 ? now - symbols : startOfLast((int) before);
  }
}
