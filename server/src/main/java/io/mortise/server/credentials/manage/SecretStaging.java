package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.connector.Field;
import io.mortise.runtime.credential.Fields;
import io.mortise.runtime.oauth.IssuedToken;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.apps.AppSettings;
import io.mortise.server.credentials.apps.IssuerLookup;
import io.mortise.server.credentials.apps.OAuthAppId;
import io.mortise.server.credentials.apps.OAuthApps;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialDocuments;
import io.mortise.server.credentials.store.CredentialRefused;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.NamedValues;
import io.mortise.server.credentials.store.SealedDocument;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lays entered fields over the sealed ones and asks the service, before anything is saved. */
@Component
class SecretStaging {
  private static final Logger log = LoggerFactory.getLogger(SecretStaging.class);

  private final Connectors connectors;
  private final CredentialTester tester;
  private final CredentialDocuments documents;
  private final CredentialWriter writer;
  private final CredentialChanges changes;
  private final OAuthApps apps;
  private final IssuerLookup issuers;

  SecretStaging(
      Connectors connectors,
      CredentialTester tester,
      CredentialDocuments documents,
      CredentialWriter writer,
      CredentialChanges changes,
      OAuthApps apps,
      IssuerLookup issuers) {
    this.issuers = issuers;
    this.apps = apps;
    this.connectors = connectors;
    this.tester = tester;
    this.documents = documents;
    this.writer = writer;
    this.changes = changes;
  }

  /**
   * Fields entered for a new credential.
   *
   * @param app names the OAuth app whose client is used; null where the client is among the fields
   */
  Draft draft(
      Principal principal,
      String connectorId,
      String methodId,
      Map<String, Object> fields,
      @Nullable String app) {
    Connector connector = connectors.get(connectorId);
    AuthMethod method = connectors.method(connector, methodId);
    Draft draft =
        Draft.of(
            connector,
            method,
            issuers.completed(principal, method, fields),
            app == null ? null : apps.choose(principal, app, connector));
    return checked(draft, () -> requireMayActFor(principal, draft));
  }

  /** Where nobody has to agree, a person who uses the client acts in its name. */
  private void requireMayActFor(Principal principal, Draft draft) {
    if (draft.app() != null && !draft.needsPerson()) {
      apps.requireManaged(principal, draft.app());
    }
  }

  /**
   * An account that is connected again, with the OAuth app as it is now.
   *
   * @param app names another OAuth app; null for the same client
   */
  Draft draftAgain(
      Principal principal, Credential before, Map<String, Object> fields, @Nullable String app) {
    // What the service said of the account then, it says again.
    var document = withoutIssued(openedOrEmpty(before));
    String chosen =
        app != null || document.app() == null ? app : new OAuthAppId(document.app()).toString();
    var client =
        chosen == null
            ? null
            : apps.choose(principal, chosen, connectors.get(document.connector()));
    Draft draft = over(document, completed(principal, document, fields), client);
    return checked(draft, () -> requireSecretsAgain(draft, document));
  }

  private SealedDocument withoutIssued(SealedDocument document) {
    AuthMethod method = connectors.method(connectors.get(document.connector()), document.method());
    var values = new LinkedHashMap<>(document.fields().asMap());
    method.fields().stream().filter(Field::ofService).map(Field::name).forEach(values::remove);
    return new SealedDocument(
        document.connector(),
        document.method(),
        document.hosts(),
        document.tokenEndpoint(),
        document.app(),
        new Fields(values));
  }

  /**
   * New values over the sealed ones; refuses to send a kept secret anywhere new, or in a new way.
   */
  Draft draft(Principal principal, Credential before, Map<String, Object> fields) {
    var document = openedOrEmpty(before);
    Draft draft = over(document, completed(principal, document, fields), null);
    return checked(draft, () -> requireSameWay(principal, before, draft, document));
  }

  private Map<String, Object> completed(
      Principal principal, SealedDocument document, Map<String, Object> fields) {
    var method = connectors.method(connectors.get(document.connector()), document.method());
    return issuers.completed(principal, method, fields);
  }

  private Draft over(
      SealedDocument document, Map<String, Object> fields, @Nullable AppSettings client) {
    Connector connector = connectors.get(document.connector());
    AuthMethod method = connectors.method(connector, document.method());
    return Draft.over(connector, method, fields, document, client);
  }

  private static Draft checked(Draft draft, Runnable check) {
    try {
      check.run();
      return draft;
    } catch (RuntimeException refused) {
      draft.close();
      throw refused;
    }
  }

  /** The tokens of an account and the secret of an app stay as well, and are not in the draft. */
  private void requireSameWay(
      Principal principal, Credential before, Draft draft, SealedDocument document) {
    requireSecretsAgain(draft, document);
    if (draft.reshaped(document).isEmpty()) {
      return;
    }
    boolean connected = before.state().secretVersion() > 0 && draft.needsPerson();
    if (connected && draft.keepsEverySecret()) {
      throw CredentialRefused.authorizationRequired(draft.reshaped(document));
    }
    if (draft.app() != null) {
      apps.requireManaged(principal, draft.app());
    }
  }

  private static void requireSecretsAgain(Draft draft, SealedDocument document) {
    var reshaped = draft.keepsAnySecret() ? draft.reshaped(document) : List.<String>of();
    if (!reshaped.isEmpty()) {
      throw CredentialRefused.secretRequired(reshaped);
    }
  }

  /**
   * What a person has connected.
   *
   * @param entered fields beside it, which must be the ones that were handed off
   */
  Draft connected(Principal principal, SealedDocument document, Map<String, Object> entered) {
    if (document.app() != null) {
      apps.requireExisting(principal, new OAuthAppId(document.app()));
    }
    Draft draft = over(document, entered, null);
    if (!draft.keepsEverySecret() || !draft.reshaped(document).isEmpty()) {
      draft.close();
      throw new InvalidRequest(
          "/fields", "The fields differ from those that were authorized. Authorize again.");
    }
    return draft;
  }

  /** What the service says to the token of an account that is connected and not saved. */
  Optional<TestResult> testConnected(Principal principal, Draft draft, IssuedToken token) {
    return tester.testConnected(
        principal, draft.connector(), draft.method(), draft.document(), token);
  }

  /** A draft over a saved credential, tested unless that is left out on purpose. */
  StagedSecret stage(Principal principal, Credential before, Draft draft, boolean verify) {
    try {
      return new StagedSecret(
          before, draft, verify ? passed(test(principal, before, draft)) : Optional.empty());
    } catch (RuntimeException failure) {
      draft.close();
      throw failure;
    }
  }

  /** What the service says to fields that are not saved. */
  Optional<TestResult> test(Principal principal, Draft draft) {
    return tester.test(principal, draft.connector(), draft.method(), draft.document());
  }

  /** The same; what the draft keeps of a saved credential is recorded like any use of it. */
  Optional<TestResult> test(Principal principal, Credential saved, Draft draft) {
    return draft.keepsAnySecret()
        ? tester.testSaved(principal, saved, draft.method(), draft.connector(), draft.document())
        : test(principal, draft);
  }

  static InvalidRequest noProbe() {
    return new InvalidRequest("/connector", "There is no harmless call to test it with.");
  }

  /** The result, unless the service refused what is about to be saved. */
  static Optional<TestResult> passed(Optional<TestResult> test) {
    test.filter(result -> !result.ok())
        .ifPresent(
            result -> {
              throw CredentialRefused.verificationFailed(result);
            });
    return test;
  }

  /**
   * The sealed document; where there is none that opens, an empty one, so that entering everything
   * again cures it. Nothing is taken from the row: it may have been changed by somebody who waits
   * for a secret.
   */
  private SealedDocument openedOrEmpty(Credential before) {
    if (before.state().marks().damaged()) {
      return empty(before);
    }
    SealedDocument document;
    try {
      document =
          before.state().secretVersion() == 0
              ? documents.open(before.organization(), before.id(), 0)
              : documents.open(before);
    } catch (CredentialUnusable unreadable) {
      return empty(before);
    }
    refuseIfTheRowShowsOther(before, document);
    return document;
  }

  private static SealedDocument empty(Credential before) {
    var service = before.service();
    return new SealedDocument(
        service.connector(), service.method(), List.of(), null, null, Fields.none());
  }

  /** Otherwise an editor would resubmit tampered row values as their own. */
  private void refuseIfTheRowShowsOther(Credential before, SealedDocument document) {
    var sealed = Draft.publicValues(document.fields());
    if (!NamedValues.shown(sealed).equals(NamedValues.shown(before.shape().publicFields()))) {
      log.warn(
          "The row of {} showed other fields than are sealed; they are put right", before.id());
      var shape = Draft.shapeOf(document);
      document.fields().close();
      boolean repaired =
          changes.attempt(
              change -> {
                change.record(
                    AuditEvent.bySystem(
                            before.organization(), AuditAction.CREDENTIAL_UPDATED, before.party())
                        .withFact("repaired", "fields"));
                return writer.putRight(before, shape);
              });
      if (!repaired) {
        // Not tampered with: the row and the document were read around somebody else's change.
        throw new LostRace(before.stamp().version());
      }
      throw Refused.versionConflict(changes.again(before.key()).stamp().version());
    }
  }
}
