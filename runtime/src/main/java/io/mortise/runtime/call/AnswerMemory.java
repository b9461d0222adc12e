package io.mortise.runtime.call;

import io.mortise.runtime.net.ServiceFailed;
import java.util.concurrent.Semaphore;

/** Bounds the memory that all answers together take while they are read and masked. */
public final class AnswerMemory {
  private final Semaphore kibibytes;

  AnswerMemory(int kibibytes) {
    this.kibibytes = new Semaphore(kibibytes);
  }

  Share share() {
    return new Share();
  }

  /** The KiB that are free. */
  int free() {
    return kibibytes.availablePermits();
  }

  /** The memory of one call; closing it releases everything. */
  public final class Share implements AutoCloseable {
    private int held;

    private Share() {}

    /**
     * Takes more for this call.
     *
     * @throws ServiceFailed if not enough is left
     */
    public void take(long bytes) {
      int more = (int) Math.min(Integer.MAX_VALUE, bytes / 1024 + 1);
      if (!kibibytes.tryAcquire(more)) {
        throw new ServiceFailed(
            ServiceFailed.Failure.TOO_LARGE,
            "Too many large answers are being read at the moment. Try again.");
      }
      held += more;
    }

    @Override
    public void close() {
      kibibytes.release(held);
      held = 0;
    }
  }
}
