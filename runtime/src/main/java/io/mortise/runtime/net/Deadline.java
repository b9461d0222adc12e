package io.mortise.runtime.net;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Ends work that exceeds its time, including work that no socket time-out ends: a name lookup that
 * never returns, or an answer that arrives byte by byte.
 */
public final class Deadline {
  private final Duration total;

  public Deadline(Duration total) {
    this.total = total;
  }

  public <T> T run(Callable<T> work, Runnable cancel) throws ExecutionException {
    return run(work, cancel, () -> "The service did not answer in time.");
  }

  /**
   * @param cancel releases the resources of the work; called when it is no longer waited for
   * @param late returns the message that says what was not done in time
   */
  public <T> T run(Callable<T> work, Runnable cancel, Supplier<String> late)
      throws ExecutionException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("call").start(task);
    try {
      return task.get(total.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var detail = late.get();
      giveUp(task, cancel);
      throw new ServiceFailed(ServiceFailed.Failure.TIMEOUT, detail, e);
    } catch (InterruptedException e) {
      giveUp(task, cancel);
      Thread.currentThread().interrupt();
      throw new ServiceFailed(ServiceFailed.Failure.TIMEOUT, "The call was cancelled.", e);
    }
  }

  private static void giveUp(FutureTask<?> task, Runnable cancel) {
    cancel.run();
    task.cancel(true);
  }
}
