package io.mortise.runtime.mask;

import io.mortise.runtime.mask.trie.Automaton;
import java.util.List;

/** The patterns to search for, with the tables that every search uses. */
@SuppressWarnings("ArrayRecordComponent")
record Patterns(Automaton automaton, boolean[] interesting, byte[] base64Hits) {
  static Patterns of(List<byte[]> patterns) {
    var automaton = Automaton.of(patterns);
    boolean[] interesting = new boolean[256];
    for (int value = 0; value < 256; value++) {
      interesting[value] = automaton.begins((byte) value) || Escapes.ALL.introducedBy((byte) value);
    }
    return new Patterns(automaton, interesting, Base64Reading.hits(interesting));
  }
}
