package io.mortise.server.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.RequestHasher;
import io.mortise.server.vault.OrganizationKeys.Purpose;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * Seals and opens bytes under the keys of one organization. Associated data names what is sealed:
 * bytes moved to another row, version or organization do not open. Nothing is promised about the
 * length: a ciphertext is 33 bytes longer than its content.
 */
public final class Vault implements RequestHasher {
  private static final Duration KEYS_IN_MEMORY = Duration.ofMinutes(10);

  private final OrganizationKeys keys;
  private final Cache<OrganizationId, Keyset> opened =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterAccess(KEYS_IN_MEMORY).build();

  private record Keyset(Aead aead, Mac duplicates, Mac tokens, Mac requests, long keyId) {}

  Vault(OrganizationKeys keys) {
    this.keys = keys;
  }

  /** Makes the keys of a new organization, in the caller's transaction. */
  public void createKeys(OrganizationId organization) {
    try {
      keys.create(organization);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keys of a new organization cannot be made", e);
    }
  }

  public SealedBytes seal(OrganizationId organization, byte[] content, byte[] associatedData) {
    try {
      Keyset keyset = keyset(organization);
      return new SealedBytes(keyset.aead().encrypt(content, associatedData), keyset.keyId());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Nothing can be sealed for " + organization, e);
    }
  }

  /**
   * The content, or {@link CannotOpen} where bytes, associated data or key are not those of {@link
   * #seal}.
   */
  public byte[] open(OrganizationId organization, SealedBytes sealed, byte[] associatedData)
      throws CannotOpen {
    try {
      return keyset(organization).aead().decrypt(sealed.bytes(), associatedData);
    } catch (GeneralSecurityException e) {
      throw new CannotOpen(e);
    }
  }

  /**
   * A keyed hash by which equal secrets of one organization are recognised; 32 bytes and Tink's
   * 5-byte prefix.
   */
  public byte[] duplicateHash(OrganizationId organization, byte[] content) {
    try {
      return keyset(organization).duplicates().computeMac(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No hash of duplicate secrets for " + organization, e);
    }
  }

  /** 32 bytes and Tink's 5-byte prefix. */
  @Override
  public byte[] requestHash(OrganizationId organization, byte[] request) {
    try {
      return keyset(organization).requests().computeMac(request);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Failed to hash a request of " + organization, e);
    }
  }

  /**
   * A message authentication code over what a token id names, under a key of its own: nobody
   * without the root key can make one up. 32 bytes and Tink's 5-byte prefix.
   */
  public byte[] tokenMac(OrganizationId organization, byte[] content) {
    try {
      return keyset(organization).tokens().computeMac(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No token ids for " + organization, e);
    }
  }

  private Keyset keyset(OrganizationId organization) throws GeneralSecurityException {
    Keyset known = opened.getIfPresent(organization);
    if (known == null) {
      KeysetHandle seal = keys.load(organization, Purpose.SEAL);
      known =
          new Keyset(
              OrganizationKeys.aead(seal),
              keys.loadOrCreateMac(organization, Purpose.TWIN),
              keys.loadOrCreateMac(organization, Purpose.TOKEN),
              keys.loadOrCreateMac(organization, Purpose.REQUEST),
              seal.getPrimary().getId());
      opened.put(organization, known);
    }
    return known;
  }
}
