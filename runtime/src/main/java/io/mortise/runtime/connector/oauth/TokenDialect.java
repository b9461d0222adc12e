package io.mortise.runtime.connector.oauth;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the token endpoint of a service differs from RFC 6749, section 5.
 *
 * @param body the form in which it takes a request
 * @param pkce whether a code is shown with its verifier: only where the person was sent with its
 *     challenge, because a server refuses a verifier without one (RFC 9700, section 2.1.1)
 * @param codeParameters further ones that are sent with a code
 * @param places where the members of an answer stand
 * @param errors by code of the service: the code of RFC 6749 that means the same
 * @param issued by field: where an answer holds its value
 */
public record TokenDialect(
    Body body,
    boolean pkce,
    Map<String, String> codeParameters,
    TokenPlaces places,
    TokenLifetime lifetime,
    Map<String, String> errors,
    Map<String, IssuedValue> issued) {
  /** The codes that {@link #errors} may lead to. */
  public static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "invalid_scope",
          "slow_down",
          "temporarily_unavailable");

  public static final TokenDialect STANDARD =
      new TokenDialect(
          Body.FORM,
          true,
          Map.of(),
          TokenPlaces.STANDARD,
          TokenLifetime.STANDARD,
          Map.of(),
          Map.of());

  public TokenDialect {
    codeParameters = Map.copyOf(codeParameters);
    errors = Map.copyOf(errors);
    issued = Map.copyOf(issued);
  }

  /** The form of a request's body. */
  public enum Body {
    FORM,
    JSON;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Body> parse(String wire) {
      return Optional.ofNullable(
          switch (wire) {
            case "form" -> FORM;
            case "json" -> JSON;
            default -> null;
          });
    }
  }
}
