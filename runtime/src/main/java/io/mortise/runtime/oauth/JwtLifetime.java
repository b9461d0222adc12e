package io.mortise.runtime.oauth;

import io.mortise.runtime.connector.oauth.TokenLifetime;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads from an access token that is a JWT how long it lives (RFC 7519, section 4.1), for {@link
 * TokenLifetime.Source#JWT}. The signature is not checked: the token came from the token endpoint,
 * and the time decides only when it is replaced.
 */
final class JwtLifetime {
  private JwtLifetime() {}

  /** The time from its issue to its end; empty if it is not a JWT, or does not say both. */
  static Optional<Duration> of(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
      var end = claims.path("exp");
      var issue = claims.path("iat");
      long seconds =
          end.isNumber() && issue.isNumber()
              ? Math.subtractExact(end.longValue(), issue.longValue())
              : 0;
      return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException | JacksonException e) {
      return Optional.empty();
    }
  }
}
