package io.mortise.server.signin;

import io.mortise.server.testing.Api;
import io.mortise.server.testing.TestServer;
import java.text.Normalizer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** The same e-mail address and password may arrive with other code points from another keyboard. */
class UnicodeSignInIT {
  private static final String EMAIL = nfc("zoë@example.test");
  private static final String PASSWORD = nfc("drei fake Äpfel im Café");

  @Test
  void signIn_inEitherUnicodeForm_isTheSamePerson() {
    try (var server = TestServer.start()) {
      setUp(server, nfd(EMAIL), nfd(PASSWORD));

      for (String email : new String[] {EMAIL, nfd(EMAIL)}) {
        for (String password : new String[] {PASSWORD, nfd(PASSWORD)}) {
          signIn(server.api(), email, password, 200);
        }
      }
      signIn(server.api(), EMAIL, "drei fake Apfel im Cafe", 401);
    }
  }

  @Test
  void signIn_withAHashOfAnOlderRelease_stillWorksAsItWasTyped() {
    try (var server = TestServer.start()) {
      setUp(server, "olga@example.test", PASSWORD);
      String asTyped = olderHash(nfd(PASSWORD));
      server
          .jdbc()
          .sql("update principal set password_hash = :hash")
          .param("hash", asTyped)
          .update();

      signIn(server.api(), "olga@example.test", nfd(PASSWORD), 200);
      signIn(server.api(), "olga@example.test", PASSWORD, 401);
    }
  }

  /** What a release hashed that did not normalise. */
  private static String olderHash(String password) {
    var encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    return Objects.requireNonNull(encoder.encode(password));
  }

  private static void setUp(TestServer server, String email, String password) {
    server
        .api()
        .post(
            "/setup",
            Map.of(
                "token",
                TestServer.SETUP_TOKEN,
                "organization",
                "Acme",
                "name",
                "Zoë",
                "email",
                email,
                "password",
                password))
        .expect(201);
  }

  private static void signIn(Api api, String email, String password, int status) {
    api.post("/session", Map.of("email", email, "password", password)).expect(status);
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String nfd(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD);
  }
}
