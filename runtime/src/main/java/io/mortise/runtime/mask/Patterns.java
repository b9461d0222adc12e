package io.mortise.runtime.mask;

import java.util.List;

/** What to search for, with the tables that every search of it uses. */
@SuppressWarnings("ArrayRecordComponent")
record Patterns(
    Automaton automaton, boolean[] interesting, byte[] base64Hits, boolean withBackslash) {
  static Patterns of(List<byte[]> patterns) {
    var automaton = Automaton.of(patterns);
    boolean[] interesting = new boolean[256];
    for (int value = 0; value < 256; value++) {
      interesting[value] = automaton.begins((byte) value) || Escapes.ALL.introducedBy((byte) value);
    }
    boolean withBackslash = patterns.stream().anyMatch(Patterns::hasBackslash);
    return new Patterns(automaton, interesting, Base64Reading.hits(interesting), withBackslash);
  }

  private static boolean hasBackslash(byte[] pattern) {
    for (byte symbol : pattern) {
      if (symbol == '\\') {
        return true;
      }
    }
    return false;
  }
}
