package io.mortise.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaskingThreadsTest {
  private final MaskingThreads threads = new MaskingThreads();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
    threads.close();
  }

  @Test
  void run_work_isDoneByAPlatformThreadThatEndsWithTheProcess() throws IOException {
    var worker = threads.run(Thread::currentThread);

    assertThat(worker.isVirtual()).isFalse();
    assertThat(worker.isDaemon()).isTrue();
  }

  @Test
  void run_givenUpWhileItWaitsForItsTurn_isNeverBegun() throws Exception {
    var busy = occupyAll();
    var begun = new AtomicBoolean();
    var waiting =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              return threads.run(() -> begun.getAndSet(true));
            });

    Thread.ofVirtual().start(waiting);

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedIOException.class);
    release.countDown();
    for (var each : busy) {
      each.get();
    }
    assertThat(threads.run(() -> "next")).isEqualTo("next");
    assertThat(begun).isFalse();
  }

  @Test
  void run_failure_isTheCallers() {
    assertThatThrownBy(
            () ->
                threads.run(
                    () -> {
                      throw new IOException("fake");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("fake");
    assertThatThrownBy(
            () ->
                threads.run(
                    () -> {
                      throw new IllegalStateException("fake");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  private ArrayList<Future<Boolean>> occupyAll() throws InterruptedException {
    var busy = new ArrayList<Future<Boolean>>();
    var occupied = new CountDownLatch(MaskingThreads.THREADS);
    for (int i = 0; i < MaskingThreads.THREADS; i++) {
      var work =
          new FutureTask<>(
              () ->
                  threads.run(
                      () -> {
                        occupied.countDown();
                        release.await();
                        return true;
                      }));
      Thread.ofVirtual().start(work);
      busy.add(work);
    }
    occupied.await();
    return busy;
  }
}
