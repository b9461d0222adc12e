package io.mortise.runtime.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of authentication that Mortise knows by name. */
public enum MethodType {
  OAUTH2,
  OAUTH2_CLIENT_CREDENTIALS,
  OAUTH1,
  API_KEY,
  BEARER,
  BASIC,
  DIGEST,
  CUSTOM_HEADERS,
  CERTIFICATE,
  JWT_BEARER,
  TOKEN_EXCHANGE,
  AWS_SIGV4,
  HMAC,
  WS_SECURITY,
  SECRET_URL,
  SSH_KEY,
  DATABASE,
  NONE,
  CUSTOM;

  private final String wire = name().toLowerCase(Locale.ROOT);

  public String wire() {
    return wire;
  }

  public static Optional<MethodType> parse(String wire) {
    return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }

  /** The filter group this type is listed under. */
  public String group() {
    return switch (this) {
      case OAUTH2, OAUTH2_CLIENT_CREDENTIALS, OAUTH1 -> "oauth2";
      case API_KEY, BEARER, BASIC, CERTIFICATE -> wire;
      case DIGEST,
          CUSTOM_HEADERS,
          JWT_BEARER,
          TOKEN_EXCHANGE,
          AWS_SIGV4,
          HMAC,
          WS_SECURITY,
          SECRET_URL,
          SSH_KEY,
          DATABASE,
          NONE,
          CUSTOM ->
          "custom";
    };
  }
}
