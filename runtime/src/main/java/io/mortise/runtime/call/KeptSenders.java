package io.mortise.runtime.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.mortise.runtime.auth.ClientKey;
import io.mortise.runtime.credential.CredentialId;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HTTP clients that present a client certificate, one for each recently used credential.
 *
 * <p>A client is never used for another credential, nor for another certificate of the same
 * credential. One that is replaced, unused for {@link #IDLE}, or beyond {@value #MAX_SENDERS} is
 * closed as soon as no call uses it; until then it keeps the private key in memory. Safe for many
 * threads.
 */
final class KeptSenders implements AutoCloseable {
  private static final int MAX_SENDERS = 200;
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final Function<KeyManager[], HttpSender> opening;
  private final Cache<CredentialId, Kept> kept =
      Caffeine.newBuilder()
          .maximumSize(MAX_SENDERS)
          .expireAfterAccess(IDLE)
          .scheduler(Scheduler.systemScheduler())
          .executor(Runnable::run)
          .removalListener(KeptSenders::retire)
          .build();

  /**
   * @param opening creates a client for a certificate
   */
  KeptSenders(Function<KeyManager[], HttpSender> opening) {
    this.opening = opening;
  }

  /** Borrows a client, which is not closed before the loan is closed. */
  Borrowed borrow(CredentialId id, ClientKey key) {
    while (true) {
      var found =
          kept.asMap()
              .compute(
                  id,
                  (unused, known) ->
                      known != null && known.key.sameAs(key)
                          ? known
                          : new Kept(key.fingerprint(), opening.apply(key.keyManagers())));
      // It may have been retired in the meantime; then it is removed and another one is created.
      if (found.take()) {
        return new Borrowed(found);
      }
      kept.asMap().remove(id, found);
    }
  }

  /** Closes clients as soon as no call uses them. */
  @Override
  public void close() {
    kept.invalidateAll();
    kept.cleanUp();
  }

  private static void retire(@Nullable CredentialId id, @Nullable Kept gone, RemovalCause why) {
    if (gone != null) {
      gone.retire();
    }
  }

  /** A client on loan to one call. */
  record Borrowed(Kept kept) implements AutoCloseable {
    HttpSender sender() {
      return kept.sender;
    }

    @Override
    public void close() {
      kept.giveBack();
    }
  }

  /** A client with the number of calls that use it; a retired one is closed after the last call. */
  private static final class Kept {
    private final ClientKey.Fingerprint key;
    private final HttpSender sender;
    private int users;
    private boolean retired;

    Kept(ClientKey.Fingerprint key, HttpSender sender) {
      this.key = key;
      this.sender = sender;
    }

    synchronized boolean take() {
      if (retired) {
        return false;
      }
      users++;
      return true;
    }

    synchronized void giveBack() {
      users--;
      closeIfUnused();
    }

    synchronized void retire() {
      retired = true;
      closeIfUnused();
    }

    private void closeIfUnused() {
      if (retired && users == 0) {
        sender.close();
      }
    }
  }
}
