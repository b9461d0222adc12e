package io.mortise.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import io.mortise.server.kernel.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keysets of one organization, wrapped by the root key with the organization and the purpose as
 * associated data, so that a wrapped keyset moved to another organization does not open.
 */
final class OrganizationKeys {
  private final JdbcClient jdbc;
  private final RootKey rootKey;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  OrganizationKeys(
      JdbcClient jdbc, RootKey rootKey, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.rootKey = rootKey;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  enum Purpose {
    SEAL,
    /** Stored under the name that duplicate secrets once had. */
    TWIN,
    CHECKPOINT,
    TOKEN,
    REQUEST;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Makes all keysets of a new organization, in the caller's transaction. */
  void create(OrganizationId organization) throws GeneralSecurityException {
    insert(
        organization, Purpose.SEAL, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    insert(organization, Purpose.TWIN, newMac());
    insert(
        organization,
        Purpose.CHECKPOINT,
        KeysetHandle.generateNew(PredefinedSignatureParameters.ED25519));
    insert(organization, Purpose.TOKEN, newMac());
    insert(organization, Purpose.REQUEST, newMac());
  }

  /**
   * The MAC key for a purpose; organizations that are older than the purpose get theirs at the
   * first use.
   */
  Mac loadOrCreateMac(OrganizationId organization, Purpose purpose)
      throws GeneralSecurityException {
    if (find(organization, purpose).isEmpty()) {
      var handle = newMac();
      ownTransaction.executeWithoutResult(
          status -> {
            try {
              insert(organization, purpose, handle);
            } catch (GeneralSecurityException e) {
              throw new IllegalStateException("Failed to create the key " + purpose.wire(), e);
            }
          });
    }
    return load(organization, purpose).getPrimitive(RegistryConfiguration.get(), Mac.class);
  }

  private static KeysetHandle newMac() throws GeneralSecurityException {
    return KeysetHandle.generateNew(PredefinedMacParameters.HMAC_SHA256_256BITTAG);
  }

  KeysetHandle load(OrganizationId organization, Purpose purpose) throws GeneralSecurityException {
    byte[] wrapped =
        find(organization, purpose)
            .orElseThrow(
                () ->
                    new GeneralSecurityException("No " + purpose + " keyset for " + organization));
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        wrapped, rootKey.aead(), binding(organization, purpose));
  }

  static Aead aead(KeysetHandle handle) throws GeneralSecurityException {
    return handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  static byte[] publicKeyset(KeysetHandle handle) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeKeyset(
        handle.getPublicKeysetHandle(), InsecureSecretKeyAccess.get());
  }

  private Optional<byte[]> find(OrganizationId organization, Purpose purpose) {
    return jdbc.sql(
            """
            select wrapped from organization_key
            where organization = :organization and purpose = :purpose
            """)
        .param("organization", organization.value())
        .param("purpose", purpose.wire())
        .query(byte[].class)
        .optional();
  }

  private void insert(OrganizationId organization, Purpose purpose, KeysetHandle handle)
      throws GeneralSecurityException {
    byte[] wrapped =
        TinkProtoKeysetFormat.serializeEncryptedKeyset(
            handle, rootKey.aead(), binding(organization, purpose));
    jdbc.sql(
            """
            insert into organization_key (organization, purpose, wrapped, root_key, created_at)
            values (:organization, :purpose, :wrapped, :rootKey, :now)
            on conflict (organization, purpose) do nothing
            """)
        .param("organization", organization.value())
        .param("purpose", purpose.wire())
        .param("wrapped", wrapped)
        .param("rootKey", rootKey.fingerprint())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static byte[] binding(OrganizationId organization, Purpose purpose) {
    return ("mortise organization key " + organization + " " + purpose.wire())
        .getBytes(StandardCharsets.UTF_8);
  }
}
