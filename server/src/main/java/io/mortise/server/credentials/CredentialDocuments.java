package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens stored documents for edits, rotations and tests; a document that does not open is noted on
 * its row.
 */
@Component
class CredentialDocuments {
  private final JdbcClient jdbc;
  private final CredentialSealer sealer;
  private final UnreadableRows unreadable;

  CredentialDocuments(JdbcClient jdbc, CredentialSealer sealer, UnreadableRows unreadable) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.unreadable = unreadable;
  }

  /**
   * The current document; {@code credential_pending} or {@code credential_unreadable} where there
   * is none.
   */
  SealedDocument open(Credential credential) {
    int version = credential.state().secretVersion();
    if (version == 0) {
      throw new CredentialUnusable(CredentialStatus.PENDING);
    }
    try {
      return sealer.open(
          credential.organization(),
          credential.id(),
          version,
          find(credential.organization(), credential.id(), version));
    } catch (CannotOpen e) {
      unreadable.note(credential);
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  SealedDocument open(OrganizationId organization, CredentialId id, int version) {
    try {
      return sealer.open(organization, id, version, find(organization, id, version));
    } catch (CannotOpen e) {
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  /** Public fields as the row shows them; only for a credential that has no document yet. */
  Fields publicOf(Credential credential) {
    var fields = new LinkedHashMap<String, FieldValue>();
    credential
        .shape()
        .publicFields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    switch (value) {
                      case List<?> list ->
                          new FieldValue.Lines(list.stream().map(String::valueOf).toList());
                      default -> new FieldValue.Text(String.valueOf(value));
                    }));
    return new Fields(fields);
  }

  private SealedBytes find(OrganizationId organization, CredentialId id, int version)
      throws CannotOpen {
    return jdbc.sql(
            """
            select sealed, key_id from credential_version
            where organization = :organization and credential = :id and version = :version and sealed is not null
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .query((row, n) -> new SealedBytes(row.getBytes("sealed"), row.getLong("key_id")))
        .optional()
        .orElseThrow(CannotOpen::missing);
  }
}
