package io.mortise.runtime.mask.trie;

import java.util.List;

/**
 * The patterns as a tree of bytes. Nodes are numbered level by level, so that the ones nearest to
 * the root come first and a failure link always leads to a smaller number.
 */
public final class TrieNodes {
  private static final int NONE = 1 << 20;

  private final byte[] label;
  private final int[] firstChild;
  private final int[] sibling;
  private final int[] failure;
  private final int[] matchLength;
  private final int[] depth;
  private final int shortest;
  private int size = 1;
  private int longest;

  private TrieNodes(int capacity, int shortest) {
    this.label = new byte[capacity];
    this.firstChild = new int[capacity];
    this.sibling = new int[capacity];
    this.failure = new int[capacity];
    this.matchLength = new int[capacity];
    this.depth = new int[capacity];
    this.shortest = shortest;
  }

  public static TrieNodes of(List<byte[]> patterns) {
    int bytes = patterns.stream().mapToInt(pattern -> pattern.length).sum();
    int shortest = patterns.stream().mapToInt(pattern -> pattern.length).min().orElse(NONE);
    var tree = new TrieNodes(bytes + 1, shortest);
    patterns.forEach(tree::insert);
    return tree.numberedByLevel();
  }

  public int size() {
    return size;
  }

  /** Returns the child for this byte, or 0. */
  public int child(int node, byte input) {
    int child = firstChild[node];
    while (child != 0 && label[child] != input) {
      child = sibling[child];
    }
    return child;
  }

  public int firstChild(int node) {
    return firstChild[node];
  }

  public int sibling(int node) {
    return sibling[node];
  }

  public byte label(int node) {
    return label[node];
  }

  int failure(int node) {
    return failure[node];
  }

  /** For every node, the length of the longest pattern that ends with it; 0 if there is none. */
  int[] matchLengths() {
    return matchLength;
  }

  int depth(int node) {
    return depth[node];
  }

  int longest() {
    return longest;
  }

  int shortest() {
    return shortest;
  }

  private void insert(byte[] pattern) {
    int node = 0;
    for (byte input : pattern) {
      int child = child(node, input);
      node = child == 0 ? append(node, input) : child;
    }
    matchLength[node] = pattern.length;
    longest = Math.max(longest, pattern.length);
  }

  private int append(int parent, byte input) {
    int node = size++;
    label[node] = input;
    depth[node] = depth[parent] + 1;
    sibling[node] = firstChild[parent];
    firstChild[parent] = node;
    return node;
  }

  private TrieNodes numberedByLevel() {
    int[] order = new int[size];
    int[] number = new int[size];
    int seen = 1;
    for (int at = 0; at < seen; at++) {
      for (int child = firstChild[order[at]]; child != 0; child = sibling[child]) {
        number[child] = seen;
        order[seen++] = child;
      }
    }
    var numbered = new TrieNodes(size, shortest);
    numbered.size = size;
    numbered.longest = longest;
    for (int at = 0; at < size; at++) {
      int old = order[at];
      numbered.label[at] = label[old];
      numbered.firstChild[at] = number[firstChild[old]];
      numbered.sibling[at] = number[sibling[old]];
      numbered.matchLength[at] = matchLength[old];
      numbered.depth[at] = depth[old];
    }
    numbered.link();
    return numbered;
  }

  /** A failure link leads to the longest proper suffix of a node that is a prefix of a pattern. */
  private void link() {
    for (int node = 0; node < size; node++) {
      for (int child = firstChild[node]; child != 0; child = sibling[child]) {
        failure[child] = node == 0 ? 0 : shorter(failure[node], label[child]);
        if (matchLength[child] == 0) {
          matchLength[child] = matchLength[failure[child]];
        }
      }
    }
  }

  private int shorter(int from, byte input) {
    int node = from;
    int child = child(node, input);
    while (child == 0 && node != 0) {
      node = failure[node];
      child = child(node, input);
    }
    return child;
  }
}
