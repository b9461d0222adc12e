package io.mortise.runtime.mask;

import java.util.List;

/**
 * Searches for many patterns at once (Aho and Corasick, 1975): one step for each byte of the text,
 * however many patterns there are. A state stands for the longest beginning of any pattern that the
 * text read so far ends with; state 0 stands for none.
 *
 * <p>The states nearest to the start have a row in a table, because ordinary text visits hardly any
 * other. The others follow failure links, which costs two steps a byte at most when averaged over
 * the text. Immutable and safe for many threads.
 */
final class Automaton {
  static final int ROOT = 0;

  private final TrieNodes nodes;
  private final int[] matchLengths;
  private final short[] classes;
  private final int[] rows;
  private final int shift;
  private final int rowCount;

  private Automaton(TrieNodes nodes, short[] classes, int[] rows, int shift, int rowCount) {
    this.nodes = nodes;
    this.matchLengths = nodes.matchLengths();
    this.classes = classes;
    this.rows = rows;
    this.shift = shift;
    this.rowCount = rowCount;
  }

  /**
   * @param patterns none of them empty
   */
  static Automaton of(List<byte[]> patterns) {
    return new AutomatonBuilder(TrieNodes.of(patterns)).build();
  }

  static Automaton of(TrieNodes nodes, short[] classes, int[] rows, int shift, int rowCount) {
    return new Automaton(nodes, classes, rows, shift, rowCount);
  }

  /** The state after one more byte. */
  int next(int state, byte input) {
    int from = state;
    while (from >= rowCount) {
      int child = nodes.child(from, input);
      if (child != ROOT) {
        return child;
      }
      from = nodes.failure(from);
    }
    return rows[(from << shift) + classes[input & 0xff]];
  }

  /** Length of the longest pattern that ends at this state; 0 if none does. */
  int matchLength(int state) {
    return matchLengths[state];
  }

  /** How many bytes of the text this state stands for. */
  int depth(int state) {
    return nodes.depth(state);
  }

  boolean begins(byte input) {
    return next(ROOT, input) != ROOT;
  }

  /** Length of the longest pattern. */
  int longest() {
    return nodes.longest();
  }

  /** Length of the shortest pattern. */
  int shortest() {
    return nodes.shortest();
  }
}
