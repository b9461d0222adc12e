package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * An opaque name of one version of one secret, by which engines report how it fared. Tells nothing
 * of the secret.
 */
public final class TokenId {
  private static final int LENGTH = 2 * Long.BYTES + Integer.BYTES;

  private TokenId() {}

  /** Whether this names some version of that credential's secret. */
  public static boolean isOf(CredentialId credential, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return bytes.length == LENGTH
          && text.equals(of(credential, ByteBuffer.wrap(bytes).getInt(2 * Long.BYTES)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static String of(CredentialId credential, int version) {
    var bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(credential.value().getMostSignificantBits())
            .putLong(credential.value().getLeastSignificantBits())
            .putInt(version);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
