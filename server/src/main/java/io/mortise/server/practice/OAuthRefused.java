package io.mortise.server.practice;

import java.util.Locale;

/** An OAuth request is refused; the client learns the code and the description. */
final class OAuthRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error codes of RFC 6749, sections 4.1.2.1 and 5.2. */
  enum Code {
    INVALID_REQUEST,
    INVALID_CLIENT,
    INVALID_GRANT,
    INVALID_SCOPE,
    ACCESS_DENIED,
    UNSUPPORTED_GRANT_TYPE,
    UNSUPPORTED_RESPONSE_TYPE;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Code code;

  /**
   * @param description in ASCII, without quotation marks and backslashes
   */
  OAuthRefused(Code code, String description) {
    super(description);
    this.code = code;
  }

  Code code() {
    return code;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
