package io.mortise.runtime.connector.oauth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client identifies itself at a token endpoint (RFC 6749, section 2.3). */
public enum ClientAuthentication {
  /** The client id and secret in the header {@code Authorization}. */
  BASIC,
  /** The client id and secret in the body. */
  POST,
  /** A token that the client signs with its private key (RFC 7523, section 2.2). */
  PRIVATE_KEY_JWT,
  /** The client id in the body; the client has no secret. */
  NONE;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ClientAuthentication> parse(String wire) {
    return Arrays.stream(values()).filter(value -> value.wire().equals(wire)).findFirst();
  }
}
