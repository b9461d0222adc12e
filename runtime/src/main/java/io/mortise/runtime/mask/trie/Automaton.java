package io.mortise.runtime.mask.trie;

import java.util.List;

/**
 * Searches for many patterns at once (Aho and Corasick, 1975): one step for each byte of the text,
 * however many patterns there are. A state represents the longest prefix of any pattern with which
 * the text read so far ends; state 0 represents none.
 *
 * <p>The states nearest to the start have a row in a table, because ordinary text visits hardly any
 * other. The others follow failure links, which costs two steps a byte at most when averaged over
 * the text. Immutable and safe for many threads.
 */
public final class Automaton {
  public static final int ROOT = 0;

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
  public static Automaton of(List<byte[]> patterns) {
    return new AutomatonBuilder(TrieNodes.of(patterns)).build();
  }

  public static Automaton of(
      TrieNodes nodes, short[] classes, int[] rows, int shift, int rowCount) {
    return new Automaton(nodes, classes, rows, shift, rowCount);
  }

  /** Returns the state after one more byte. */
  public int next(int state, byte input) {
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
  public int matchLength(int state) {
    return matchLengths[state];
  }

  /** Returns the length of the prefix that this state represents. */
  public int depth(int state) {
    return nodes.depth(state);
  }

  public boolean begins(byte input) {
    return next(ROOT, input) != ROOT;
  }

  /** Length of the longest pattern. */
  public int longest() {
    return nodes.longest();
  }

  /** Length of the shortest pattern. */
  public int shortest() {
    return nodes.shortest();
  }
}
