package io.mortise.runtime.connector.oauth;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the token endpoint of a service differs from RFC 6749, section 5.
 *
 * @param body the form in which it takes a request
 * @param tokenAt where the members of the token stand in an answer, as a JSON pointer (RFC 6901);
 *     an answer without such a place is read by the standard
 * @param lifetime of an access token where an answer names none; null for not known
 * @param issued by field: where an answer holds its value, as a JSON pointer
 */
public record TokenDialect(
    Body body, Optional<String> tokenAt, @Nullable Duration lifetime, Map<String, String> issued) {
  public static final TokenDialect STANDARD =
      new TokenDialect(Body.FORM, Optional.empty(), null, Map.of());

  public TokenDialect {
    issued = Map.copyOf(issued);
  }

  /** The form of a request's body. */
  public enum Body {
    FORM,
    JSON;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
