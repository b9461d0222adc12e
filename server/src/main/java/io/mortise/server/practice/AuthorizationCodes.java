package io.mortise.server.practice;

import io.mortise.server.practice.OAuthRefused.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Codes that a client exchanges for tokens (RFC 6749, section 4.1). A code works once and for a
 * minute; used again, it ends the connection that it began. Safe for many threads.
 */
final class AuthorizationCodes {
  static final Duration TTL = Duration.ofMinutes(1);

  private final Clock clock;
  private final Connections connections;
  private final Map<String, Held> byHash = new HashMap<>();

  /**
   * What a person has allowed.
   *
   * @param redirectUri as the client gave it; null if it gave none
   * @param codeChallenge by S256 (RFC 7636)
   */
  record Consent(
      PracticePerson person,
      Set<PetScope> scopes,
      @Nullable String redirectUri,
      String codeChallenge) {}

  /** What the client has to show beside the code. */
  record Proof(@Nullable String redirectUri, @Nullable String codeVerifier) {
    boolean fits(Consent consent) {
      return codeVerifier != null
          && RandomText.hash(codeVerifier).equals(consent.codeChallenge())
          && Objects.equals(redirectUri, consent.redirectUri());
    }

    @Override
    public String toString() {
      return "Proof[]";
    }
  }

  /**
   * @param connection what was begun with it; null before its first use
   */
  private record Held(Consent consent, Instant expiresAt, @Nullable String connection) {}

  AuthorizationCodes(Clock clock, Connections connections) {
    this.clock = clock;
    this.connections = connections;
  }

  synchronized String issue(Consent consent) {
    Instant now = clock.instant();
    byHash.values().removeIf(held -> !held.expiresAt().isAfter(now));
    String code = "pet_code_" + RandomText.next();
    byHash.put(RandomText.hash(code), new Held(consent, now.plus(TTL), null));
    return code;
  }

  /**
   * Begins a connection.
   *
   * @throws OAuthRefused if the code is unknown, used or expired, or the proof does not fit
   */
  synchronized Connections.Issued exchange(String code, Proof proof) {
    Held held = byHash.remove(RandomText.hash(code));
    if (held == null || !held.expiresAt().isAfter(clock.instant())) {
      throw refused("This code is unknown or has expired.");
    }
    if (held.connection() != null) {
      connections.end(held.connection());
      throw refused("This code was used before. The tokens that it gave are revoked.");
    }
    if (!proof.fits(held.consent())) {
      throw refused("The code verifier or the redirect address does not belong to this code.");
    }
    var issued = connections.begin(held.consent().person(), held.consent().scopes());
    byHash.put(
        RandomText.hash(code), new Held(held.consent(), held.expiresAt(), issued.connection()));
    return issued;
  }

  private static OAuthRefused refused(String description) {
    return new OAuthRefused(Code.INVALID_GRANT, description);
  }
}
