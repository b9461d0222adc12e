package io.mortise.server.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.signature.SignatureConfig;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.OrganizationKeys.Purpose;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Signs audit checkpoints with the organization's Ed25519 key (RFC 8032) and verifies them without
 * it.
 */
public final class CheckpointKeys {
  private final OrganizationKeys keys;

  CheckpointKeys(OrganizationKeys keys) {
    this.keys = keys;
  }

  public byte[] sign(OrganizationId organization, byte[] content) {
    try {
      return handle(organization)
          .getPrimitive(RegistryConfiguration.get(), PublicKeySign.class)
          .sign(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No checkpoint can be signed for " + organization, e);
    }
  }

  /** The public keyset (Tink's binary form) that verifies this organization's checkpoints. */
  public byte[] publicKey(OrganizationId organization) {
    try {
      return OrganizationKeys.publicKeyset(handle(organization));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No checkpoint key for " + organization, e);
    }
  }

  /** The fingerprint of the organization's public key. */
  public String fingerprint(OrganizationId organization) {
    return fingerprint(publicKey(organization));
  }

  /** Names a public key: SHA-256 over it, in hexadecimal. */
  public static String fingerprint(byte[] publicKey) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  public static boolean verifies(byte[] publicKey, byte[] content, byte[] signature) {
    try {
      SignatureConfig.register();
      TinkProtoKeysetFormat.parseKeyset(publicKey, InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), PublicKeyVerify.class)
          .verify(signature, content);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private KeysetHandle handle(OrganizationId organization) throws GeneralSecurityException {
    return keys.load(organization, Purpose.CHECKPOINT);
  }
}
