package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * An opaque name of one version of one secret, by which engines report how it fared. Tells nothing
 * of the secret.
 */
final class TokenId {
  private TokenId() {}

  static String of(CredentialId credential, int version) {
    var bytes =
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
            .putLong(credential.value().getMostSignificantBits())
            .putLong(credential.value().getLeastSignificantBits())
            .putInt(version);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
