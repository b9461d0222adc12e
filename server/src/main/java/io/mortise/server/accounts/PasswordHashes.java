package io.mortise.server.accounts;

import io.mortise.server.kernel.Names;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes on two threads of its own, whoever asks: each hash takes 16 MiB and a core for a while,
 * which the threads that carry all requests have no time for. Passwords are hashed in normalization
 * form C; older releases hashed what was typed, which still matches.
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
    return waitFor(() -> hashing.encode(normalized(password)));
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return waitFor(
        () -> {
          CharSequence normalized = normalized(password);
          return hashing.matches(normalized, hash)
              || !Objects.equals(normalized, password) && hashing.matches(password, hash);
        });
  }

  /** Keyboards of other systems write the same password with other code points (UAX #15). */
  private static @Nullable CharSequence normalized(@Nullable CharSequence password) {
    return password == null ? null : Names.normalized(password.toString());
  }

  private <T extends @Nullable Object> T waitFor(Supplier<T> hash) {
    try {
      return CompletableFuture.supplyAsync(hash, threads).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
