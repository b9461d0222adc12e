package io.mortise.server.credentials.refresh;

import io.mortise.runtime.problem.Problem;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Refreshes tokens that are in use shortly before they end, so that no use waits for it, and
 * accounts that nobody uses, before the service forgets them.
 */
@Component
public final class BackgroundRefresh {
  /**
   * Services that end an authorization for want of use give it thirty days or more; half of that
   * leaves time to try again.
   */
  private static final Duration MAX_UNUSED = Duration.ofDays(15);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_CONCURRENT = 16;
  private static final int BATCH_SIZE = 500;

  private final TokenRows rows;
  private final CredentialRepository repository;
  private final TokenRefresher refresher;
  private final Clock clock;

  BackgroundRefresh(
      TokenRows rows, CredentialRepository repository, TokenRefresher refresher, Clock clock) {
    this.rows = rows;
    this.repository = repository;
    this.refresher = refresher;
    this.clock = clock;
  }

  /** Refreshes what is due now, a few at a time; returns when all of it is done. */
  public void refreshDue() {
    var now = clock.instant();
    var slots = new Semaphore(MAX_CONCURRENT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var key : rows.due(now, now.minus(MAX_UNUSED), BATCH_SIZE)) {
        slots.acquireUninterruptibly();
        threads.execute(
            () -> {
              try {
                refresh(key);
              } finally {
                slots.release();
              }
            });
      }
    }
  }

  private void refresh(Credential.Key key) {
    repository
        .find(key.organization(), key.id())
        .filter(credential -> credential.status(clock.instant()).usable())
        .ifPresent(
            credential -> {
              try {
                refresher.refreshNow(credential, PATIENCE);
              } catch (Problem alreadyLogged) {
                // The row says why, and when the next attempt is due.
              }
            });
  }
}
