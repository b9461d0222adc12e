package io.mortise.server.vault;

import java.util.Arrays;

/**
 * Ciphertext and the id of the organization's key that made it.
 *
 * @param bytes Tink AEAD ciphertext: 5-byte key prefix, 12-byte nonce, AES-256-GCM ciphertext and
 *     tag
 */
public record SealedBytes(byte[] bytes, long keyId) {
  @Override
  public boolean equals(Object other) {
    return other instanceof SealedBytes(byte[] theirs, long id)
        && id == keyId
        && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedBytes[" + bytes.length + " bytes, key " + keyId + "]";
  }
}
