package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.AtOnce;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordHashesTest {
  private static final String HASH =
      "$argon2id$v=19$m=16384,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
  private final PasswordHashes hashes =
      new PasswordHashes(
          new PasswordEncoder() {
            @Override
            public String encode(@Nullable CharSequence password) {
              seen.add(Thread.currentThread());
              return HASH;
            }

            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
              return encode(password).equals(hash);
            }
          });

  @Test
  void matches_manyAtOnce_takeTwoPlatformThreads() throws Exception {
    var right =
        AtOnce.all(
            IntStream.range(0, 50)
                .mapToObj(n -> (Callable<Boolean>) () -> hashes.matches("fake", HASH))
                .toList());

    assertThat(right).containsOnly(true);
    assertThat(seen).hasSizeBetween(1, 2).noneMatch(Thread::isVirtual);
  }
}
