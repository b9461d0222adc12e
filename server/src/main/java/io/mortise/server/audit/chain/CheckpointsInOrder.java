package io.mortise.server.audit.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Checkpoints handed out beside the events that they sign, a page of them in memory. */
public final class CheckpointsInOrder {
  private static final int PAGE = 500;

  private final Pages pages;
  private final Deque<Checkpoint> next = new ArrayDeque<>();
  private long from;
  private boolean more = true;

  /** The first of them from that number on, oldest first. */
  public interface Pages {
    List<Checkpoint> read(long fromSeq, int limit);
  }

  public CheckpointsInOrder(Pages pages, long fromSeq) {
    this.pages = pages;
    this.from = fromSeq;
  }

  /** Hands out those that sign that event or one before it. */
  public void upTo(long seq, Consumer<Checkpoint> consumer) {
    for (fill(); !next.isEmpty() && next.getFirst().seq() <= seq; fill()) {
      consumer.accept(next.removeFirst());
    }
  }

  private void fill() {
    if (next.isEmpty() && more) {
      var page = pages.read(from, PAGE);
      next.addAll(page);
      more = page.size() == PAGE;
      from = page.isEmpty() ? from : page.getLast().seq() + 1;
    }
  }
}
