package io.mortise.server.access;

import java.util.HexFormat;

/** SHA-256 of a bearer token, in hexadecimal: tells tokens apart and cannot be used as one. */
public record TokenHash(String hex) {
  public static TokenHash of(byte[] hash) {
    return new TokenHash(HexFormat.of().formatHex(hash));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
