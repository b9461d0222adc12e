package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.Action;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.credentials.store.UnreadableRows;
import org.springframework.stereotype.Component;

/** Tests a saved credential with its service. */
@Component
public class SavedCredentialTester {
  private final CredentialGate gate;
  private final Connectors connectors;
  private final CredentialTester tester;
  private final CredentialDocuments documents;
  private final UnreadableRows unreadable;
  private final CredentialChanges changes;

  SavedCredentialTester(
      CredentialGate gate,
      Connectors connectors,
      CredentialTester tester,
      CredentialDocuments documents,
      UnreadableRows unreadable,
      CredentialChanges changes) {
    this.gate = gate;
    this.connectors = connectors;
    this.tester = tester;
    this.documents = documents;
    this.unreadable = unreadable;
    this.changes = changes;
  }

  /** Asks the service now. The result is in the audit log and on the credential. */
  public TestResult test(Principal principal, CredentialId id) {
    Credential credential = gate.get(principal, id, Action.TEST);
    SealedDocument document = documents.open(credential);
    try (var _ = document.fields()) {
      // By the sealed names: a row that was changed must not choose how the secret is sent.
      Connector connector = connectors.get(document.connector());
      AuthMethod method = connectors.method(connector, document.method());
      if (credential.state().marks().unreadableSince() != null) {
        unreadable.clear(credential);
      }
      var result =
          tester
              .testSaved(principal, credential, method, connector, document)
              .orElseThrow(SecretStaging::noProbe);
      changes.run(change -> tester.save(change, principal, credential, result));
      return result.saysNothing()
          ? result.saying("The credential's status has not changed.")
          : result;
    }
  }
}
