package io.mortise.runtime.mask;

import java.util.Arrays;

/** The ranges of the text to be masked: sorted, and merged where they overlap. */
final class MaskedRanges {
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int size;

  /** Ranges arrive nearly sorted, so the position is searched for from the end. */
  void add(long start, long end) {
    int at = size;
    while (at > 0 && starts[at - 1] > start) {
      at--;
    }
    if (at > 0 && ends[at - 1] > start) {
      at--;
    }
    int after = at;
    long from = start;
    long to = end;
    while (after < size && starts[after] < to) {
      from = Math.min(from, starts[after]);
      to = Math.max(to, ends[after]);
      after++;
    }
    replace(at, after, from, to);
  }

  private void replace(int at, int after, long from, long to) {
    if (at == after && size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    if (after != at + 1 && after < size) {
      System.arraycopy(starts, after, starts, at + 1, size - after);
      System.arraycopy(ends, after, ends, at + 1, size - after);
    }
    size += at + 1 - after;
    starts[at] = from;
    ends[at] = to;
  }

  int size() {
    return size;
  }

  long start(int index) {
    return starts[index];
  }

  long end(int index) {
    return ends[index];
  }

  void removeFirst(int count) {
    System.arraycopy(starts, count, starts, 0, size - count);
    System.arraycopy(ends, count, ends, 0, size - count);
    size -= count;
  }
}
