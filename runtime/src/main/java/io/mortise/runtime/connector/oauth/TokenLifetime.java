package io.mortise.runtime.connector.oauth;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an access token lives.
 *
 * @param otherwise where the source says nothing; null for not known, so that the token is replaced
 *     when the service refuses it
 */
public record TokenLifetime(Source source, @Nullable Duration otherwise) {
  public static final TokenLifetime STANDARD = new TokenLifetime(Source.ANSWER, null);

  /** What says it; a new strategy is added here. */
  public enum Source {
    /** The answer of the token endpoint. */
    ANSWER,
    /** The answer, and where it says nothing, the access token itself if it is a JWT (RFC 7519). */
    JWT;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Source> parse(String wire) {
      return Arrays.stream(values()).filter(source -> source.wire().equals(wire)).findFirst();
    }
  }
}
