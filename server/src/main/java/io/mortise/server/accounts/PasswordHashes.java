package io.mortise.server.accounts;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes on two threads of its own, whoever asks: each hash takes 16 MiB and a core for a while,
 * which the threads that carry all requests have no time for.
 */
final class PasswordHashes implements PasswordEncoder {
  private static final int AT_ONCE = 2;

  private final PasswordEncoder hashing;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("password-", 1).factory());

  PasswordHashes(PasswordEncoder hashing) {
    this.hashing = hashing;
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return waitFor(() -> hashing.encode(password));
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return waitFor(() -> hashing.matches(password, hash));
  }

  private <T extends @Nullable Object> T waitFor(Supplier<T> hash) {
    try {
      return CompletableFuture.supplyAsync(hash, threads).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
