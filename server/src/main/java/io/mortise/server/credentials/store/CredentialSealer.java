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
import java.util.UUID;
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
    return seal(organization, document, SealedDocument.associatedData(organization, id, version));
  }

  private SealedBytes seal(
      OrganizationId organization, SealedDocument document, byte[] associatedData) {
    byte[] content = document.toBytes(json);
    try {
      return vault.seal(organization, content, associatedData);
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
    return open(organization, sealed, SealedDocument.associatedData(organization, id, version));
  }

  /** Seals a document that waits for a person to agree, bound to their hand-off. */
  public SealedBytes sealWaiting(
      OrganizationId organization, UUID handoff, SealedDocument document) {
    return seal(organization, document, waiting(organization, handoff));
  }

  public SealedDocument openWaiting(OrganizationId organization, UUID handoff, SealedBytes sealed)
      throws CannotOpen {
    return open(organization, sealed, waiting(organization, handoff));
  }

  /** Seals a client and its addresses, bound to their OAuth app and the number of the secret. */
  public SealedBytes sealApp(
      OrganizationId organization, UUID app, int number, SealedDocument document) {
    return seal(organization, document, ofApp(organization, app, number));
  }

  public SealedDocument openApp(
      OrganizationId organization, UUID app, int number, SealedBytes sealed) throws CannotOpen {
    return open(organization, sealed, ofApp(organization, app, number));
  }

  private static byte[] ofApp(OrganizationId organization, UUID app, int number) {
    return ("mortise oauth app\n" + organization + "\n" + app + "\n" + number)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] waiting(OrganizationId organization, UUID handoff) {
    return ("mortise oauth hand-off\n" + organization + "\n" + handoff)
        .getBytes(StandardCharsets.UTF_8);
  }

  private SealedDocument open(
      OrganizationId organization, SealedBytes sealed, byte[] associatedData) throws CannotOpen {
    byte[] content = vault.open(organization, sealed, associatedData);
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
