package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.credential.Reveal;
import io.mortise.runtime.credential.Secret;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import io.mortise.server.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals and opens credential documents, each bound to its organization, credential and version. */
@Component
public class CredentialSealer {
  private final Vault vault;
  private final JsonMapper json;

  CredentialSealer(Vault vault, JsonMapper json) {
    this.vault = vault;
    this.json = json;
  }

  public SealedBytes seal(
      OrganizationId organization, CredentialId id, int version, SealedDocument document) {
    byte[] content = document.toBytes(json);
    try {
      return vault.seal(
          organization, content, SealedDocument.associatedData(organization, id, version));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  public SealedDocument open(
      OrganizationId organization, CredentialId id, int version, @Nullable SealedBytes sealed)
      throws CannotOpen {
    if (sealed == null) {
      throw CannotOpen.missing();
    }
    byte[] content =
        vault.open(organization, sealed, SealedDocument.associatedData(organization, id, version));
    try {
      return SealedDocument.ofBytes(json, content);
    } catch (RuntimeException unknownForm) {
      throw CannotOpen.unknownForm();
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** A keyed hash of all secrets of the fields; null where there are none. */
  public byte @Nullable [] duplicateHash(OrganizationId organization, Fields fields) {
    if (fields.allSecrets().isEmpty()) {
      return null;
    }
    String joined =
        fields.allSecrets().stream()
            .map(secret -> reveal(secret))
            .sorted()
            .collect(Collectors.joining("\n"));
    return vault.duplicateHash(organization, joined.getBytes(StandardCharsets.UTF_8));
  }

  private static String reveal(Secret secret) {
    return secret.reveal(Reveal.FOR_DUPLICATE_HASH);
  }
}
