package io.mortise.runtime.oauth;

import io.mortise.runtime.problem.Problem;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token endpoint answered, and issued no token. */
public final class TokenRefused extends Problem {
  private final Cause cause;
  private final int httpStatus;
  private final @Nullable Duration retryAfter;

  /** Why no token was issued; the first five stay so until a person changes something. */
  public enum Cause {
    /** {@code invalid_client}: the client id, its secret or the way of sending them is wrong. */
    CLIENT("The service does not accept the client ID or the client secret."),
    /** {@code invalid_grant}: what was to be exchanged is no longer valid. */
    GRANT("The service no longer accepts this authorization."),
    /** {@code unauthorized_client}, {@code unsupported_grant_type}: this client may not ask so. */
    CLIENT_NOT_ALLOWED("The service does not allow this client to get tokens in this way."),
    /** {@code invalid_scope}: a scope is unknown, or not allowed to this client. */
    SCOPE("The service does not grant one of the scopes to this client."),
    /** {@code invalid_request} and other errors by which a service refuses for good. */
    REQUEST("The service refused the request for a token."),
    /** HTTP 429 or {@code slow_down}. */
    RATE_LIMITED("The service accepts no more requests for tokens for now."),
    /** Any other answer that holds no token. */
    UNEXPECTED("The service answered the request for a token in an unexpected way.");

    private final String message;

    Cause(String message) {
      this.message = message;
    }

    public String message() {
      return message;
    }

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether asking again cannot help before a person changes something. */
    public boolean permanent() {
      return compareTo(RATE_LIMITED) < 0;
    }
  }

  TokenRefused(Cause cause, int httpStatus, @Nullable Duration retryAfter) {
    super("refresh_failed", 502, cause.message());
    this.cause = cause;
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
  }

  /** There is no refresh token to ask with, and no client that acts for itself. */
  public static TokenRefused nothingToRefresh() {
    return new TokenRefused(Cause.GRANT, 0, null);
  }

  public Cause reason() {
    return cause;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** How long the service asks to wait before the next attempt. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public Map<String, Object> members() {
    return Map.of("httpStatus", httpStatus);
  }
}
