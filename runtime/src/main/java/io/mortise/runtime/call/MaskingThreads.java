package io.mortise.runtime.call;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A few platform threads on which answers are masked, piece by piece and in turn. Masking only
 * computes, and a virtual thread that only computes keeps its carrier from everything else the
 * process has to do.
 */
final class MaskingThreads implements AutoCloseable {
  static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("mask-", 0).factory());

  /**
   * Runs a piece of work and waits for it.
   *
   * @throws InterruptedIOException if the call was cancelled in the meantime; work that has not
   *     begun is skipped
   */
  <T> T run(Callable<T> work) throws IOException {
    var future = threads.submit(work);
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("cancelled");
    } catch (ExecutionException e) {
      throw asIs(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static IOException asIs(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failure);
    };
  }
}
