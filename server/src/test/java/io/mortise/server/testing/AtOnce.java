package io.mortise.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Does things side by side. */
public final class AtOnce {
  private AtOnce() {}

  /** What each gave, in their order. */
  public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        done.add(future.get());
      }
      return done;
    }
  }
}
