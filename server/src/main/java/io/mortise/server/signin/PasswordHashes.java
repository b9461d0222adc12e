package io.mortise.server.signin;

import io.mortise.server.kernel.Names;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes on two threads of its own: each hash takes 16 MiB and a core for a while, which the
 * threads that carry all requests have no time for. Passwords are hashed in normalization form C;
 * older releases hashed what was typed, which still matches.
 */
final class PasswordHashes implements PasswordEncoder {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordHashes.class);
  private static final int AT_ONCE = 2;

  /**
   * The string form of the Argon2 reference implementation; the costs have bounds, so that a
   * damaged row takes neither the memory nor the time of everybody else.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=[1-9][0-9]{1,4},t=[1-9],p=[1-9]\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

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
    if (hash == null || !FORM.matcher(hash).matches()) {
      LOG.warn("A stored password is damaged. Nobody can sign in with it.");
      return false;
    }
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
