package io.mortise.runtime.mask.trie;

/** Lays out the rows of an {@link Automaton}. */
final class AutomatonBuilder {
  private static final int MAX_ROWS = 256;

  private final TrieNodes nodes;
  private final short[] classes = new short[256];
  private int classCount = 1;

  AutomatonBuilder(TrieNodes nodes) {
    this.nodes = nodes;
  }

  Automaton build() {
    classify();
    int shift = 32 - Integer.numberOfLeadingZeros(classCount - 1);
    int rowCount = Math.min(nodes.size(), MAX_ROWS);
    int[] rows = new int[rowCount << shift];
    for (int node = 0; node < rowCount; node++) {
      // The link leads to a smaller number, whose row is already complete.
      System.arraycopy(rows, nodes.failure(node) << shift, rows, node << shift, 1 << shift);
      for (int child = nodes.firstChild(node); child != 0; child = nodes.sibling(child)) {
        rows[(node << shift) + classes[nodes.label(child) & 0xff]] = child;
      }
    }
    return Automaton.of(nodes, classes, rows, shift, rowCount);
  }

  /** Bytes that occur in no pattern share class 0, which keeps rows short. */
  private void classify() {
    for (int node = 1; node < nodes.size(); node++) {
      int input = nodes.label(node) & 0xff;
      if (classes[input] == 0) {
        classes[input] = (short) classCount++;
      }
    }
  }
}
