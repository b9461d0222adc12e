package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.credential.FieldValue;
import io.mortise.runtime.credential.Fields;
import io.mortise.server.credentials.store.CredentialRepository.Usable;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.vault.CannotOpen;
import io.mortise.server.vault.SealedBytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens stored documents for edits, rotations and tests; a document that does not open is noted on
 * its row.
 */
@Component
public class CredentialDocuments {
  private final JdbcClient jdbc;
  private final CredentialSealer sealer;
  private final UnreadableRows unreadable;
  private final CredentialRepository repository;

  CredentialDocuments(
      JdbcClient jdbc,
      CredentialSealer sealer,
      UnreadableRows unreadable,
      CredentialRepository repository) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.unreadable = unreadable;
    this.repository = repository;
  }

  /**
   * The current document; {@code credential_pending} or {@code credential_unreadable} where there
   * is none.
   */
  public SealedDocument open(Credential credential) {
    int version = credential.state().secretVersion();
    if (version == 0) {
      throw new CredentialUnusable(CredentialStatus.PENDING);
    }
    return open(
        new Usable(
            credential,
            find(credential.organization(), credential.id(), version).orElse(null),
            Optional.empty()));
  }

  /** The document that was found with its credential. */
  public SealedDocument open(Usable usable) {
    Credential credential = usable.credential();
    try {
      return sealer.open(
          credential.organization(),
          credential.id(),
          credential.state().secretVersion(),
          usable.sealed());
    } catch (CannotOpen e) {
      unreadable.note(credential);
      repository.forget(credential.id());
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  public SealedDocument open(OrganizationId organization, CredentialId id, int version) {
    try {
      return sealer.open(organization, id, version, find(organization, id, version).orElse(null));
    } catch (CannotOpen e) {
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  /** The current document; empty where it does not open. Its secrets are wiped. */
  public Optional<SealedDocument> find(Credential credential) {
    try {
      int version = credential.state().secretVersion();
      var document = open(credential.organization(), credential.id(), version);
      document.fields().close();
      return Optional.of(document);
    } catch (CredentialUnusable unreadable) {
      return Optional.empty();
    }
  }

  /** What is sealed of a credential but its secrets; empty where it does not open. */
  public Optional<SealedDocument> configuration(Credential credential) {
    try {
      int version = credential.state().secretVersion();
      var document = open(credential.organization(), credential.id(), version);
      try (Fields fields = document.fields()) {
        var configuration = new LinkedHashMap<String, FieldValue>();
        fields
            .asMap()
            .forEach(
                (name, value) -> {
                  switch (value) {
                    case FieldValue.Text _, FieldValue.Lines _ -> configuration.put(name, value);
                    case FieldValue.HiddenMap map when !map.notSecret().isEmpty() ->
                        configuration.put(
                            name, new FieldValue.HiddenMap(Map.of(), map.notSecret()));
                    case FieldValue.Hidden _, FieldValue.HiddenMap _ -> {}
                  }
                });
        return Optional.of(
            new SealedDocument(
                document.connector(),
                document.method(),
                document.hosts(),
                document.tokenEndpoint(),
                document.app(),
                new Fields(configuration)));
      }
    } catch (CredentialUnusable unreadable) {
      return Optional.empty();
    }
  }

  private Optional<SealedBytes> find(OrganizationId organization, CredentialId id, int version) {
    return jdbc.sql(
            """
            select sealed, key_id from credential_version
            where organization = :organization and credential = :id and version = :version and sealed is not null
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .param("version", version)
        .query((row, n) -> new SealedBytes(row.getBytes("sealed"), row.getLong("key_id")))
        .optional();
  }
}
