package io.mortise.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A stored password that nothing can be compared with lets nobody in and harms nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class DamagedPasswordIT {
  private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final String HASH = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$argon2id$v=19$m=16384,t=2,p=1$" + SALT,
        "$argon2id$v=19$m=16384,t=2,p=1$***$" + HASH,
        "$argon2id$v=19$m=2147483647,t=2,p=1$" + SALT + "$" + HASH,
        "$argon2id$v=19$m=16384,t=2147483647,p=1$" + SALT + "$" + HASH,
        "$argon2id$v=19$m=16384,t=0,p=0$" + SALT + "$" + HASH,
        "$argon2id$v=19$m=1,t=2,p=1$A$A",
        "{noop}obviously fake"
      })
  void password_damaged_signsNobodyInAndSaysSoInOneLine(String hash, CapturedOutput log) {
    try (var server = TestServer.start()) {
      server.api().setUp();
      server.database().execute("update principal set password_hash = '" + hash + "'");

      server
          .api()
          .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD))
          .expect(401, "unauthenticated");

      assertThat(log.getAll())
          .contains("A stored password is damaged")
          .doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void password_asMortiseWritesIt_signsIn(CapturedOutput log) {
    try (var server = TestServer.start()) {
      server.api().setUp();

      server
          .api()
          .post("/session", Map.of("email", Api.OWNER_EMAIL, "password", Api.PASSWORD))
          .expect(200);

      assertThat(log.getAll()).doesNotContain("A stored password is damaged");
    }
  }
}
