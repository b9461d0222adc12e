package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditLog;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialEntry;
import io.mortise.server.credentials.store.CredentialEntry.Placement;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialWriter;
import io.mortise.server.credentials.store.TestResult;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds credentials: checked, tested at the service, then saved with their record. */
@Component
public class CredentialAdder {
  private final CredentialForm form;
  private final SecretStaging staging;
  private final CredentialSecrets secrets;
  private final CredentialGate gate;
  private final CredentialWriter writer;
  private final CredentialChanges changes;
  private final AuditLog audit;

  CredentialAdder(
      CredentialForm form,
      SecretStaging staging,
      CredentialSecrets secrets,
      CredentialGate gate,
      CredentialWriter writer,
      CredentialChanges changes,
      AuditLog audit) {
    this.form = form;
    this.staging = staging;
    this.secrets = secrets;
    this.gate = gate;
    this.writer = writer;
    this.changes = changes;
    this.audit = audit;
  }

  /** The new credential; {@code verification_failed} where the service does not take it. */
  public Credential add(Principal principal, NewCredential wanted) {
    CredentialScope scope = form.scope(principal, wanted.scope(), wanted.workspace());
    requirePlace(principal, scope);
    try (Draft draft =
        staging.draft(wanted.connectorId(), wanted.methodId(), wanted.fieldsOrNone())) {
      var placement = new Placement(principal.organization(), principal.id(), scope);
      CredentialEntry entry = form.newEntry(placement, wanted, draft);
      var test =
          wanted.verifies()
              ? SecretStaging.passed(staging.test(principal, draft))
              : Optional.<TestResult>empty();
      String tested = test.isPresent() ? "yes" : wanted.verifies() ? "no probe" : "no, on purpose";
      return changes.apply(
          entry.key(),
          change -> {
            writer.insert(entry, 1, test.orElse(null));
            secrets.add(principal, entry.key(), 1, draft);
            change.record(
                event(principal, entry, AuditAction.CREDENTIAL_CREATED)
                    .withFact("tested", tested)
                    .withFact("scope", scope.wire())
                    .withFact("connector", draft.connector().id()));
            secrets.recordDuplicates(change, principal, entry.key());
          });
    }
  }

  /** A copy of the configuration under a new name; its secret has to be entered. */
  public Credential duplicate(Principal principal, CredentialId id, @Nullable String name) {
    Credential original = gate.get(principal, id, Action.DUPLICATE);
    var scope =
        AccessPolicy.mayPlace(principal.member(), original.access().scope())
            ? original.access().scope()
            : new CredentialScope.Personal();
    requirePlace(principal, scope);
    CredentialEntry entry =
        form.copyEntry(
            new Placement(principal.organization(), principal.id(), scope), original, name);
    return changes.apply(
        entry.key(),
        change -> {
          writer.insert(entry, 0, null);
          secrets.addConfiguration(principal, original, entry.key());
          change.record(
              event(principal, entry, AuditAction.CREDENTIAL_DUPLICATED)
                  .withFact("from", original.id().toString()));
        });
  }

  /** Tests field values that are not saved; over a saved credential its blank secrets are kept. */
  public TestResult tryOut(Principal principal, CredentialTrial trial) {
    Map<String, Object> fields = trial.fields() == null ? Map.of() : trial.fields();
    if (trial.credential() != null) {
      var id = CredentialGate.id(trial.credential());
      Credential saved = gate.get(principal, id, Action.EDIT);
      try (Draft draft = staging.draft(saved, fields)) {
        return triedOut(principal, saved.party(), staging.test(principal, saved, draft));
      }
    }
    requirePlace(principal, new CredentialScope.Personal());
    String connector = required("/connector", trial.connector());
    try (Draft draft = staging.draft(connector, required("/method", trial.method()), fields)) {
      var target = Party.absentCredential(draft.connector().id() + ", not saved");
      return triedOut(principal, target, staging.test(principal, draft));
    }
  }

  private TestResult triedOut(Principal principal, Party target, Optional<TestResult> test) {
    var result = test.orElseThrow(SecretStaging::noProbe);
    audit.record(
        AuditEvent.by(principal, AuditAction.CREDENTIAL_TESTED, target)
            .ended(result.ok() ? Outcome.OK : Outcome.FAILED, result.reason()));
    return result;
  }

  private static AuditEvent event(Principal principal, CredentialEntry entry, AuditAction action) {
    return AuditEvent.by(principal, action, Party.of(entry.id(), entry.label().name()));
  }

  private static String required(String pointer, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidRequest(pointer, pointer.substring(1) + " is missing.");
    }
    return value;
  }

  private static void requirePlace(Principal principal, CredentialScope scope) {
    if (principal.key().filter(key -> !key.has(ApiKeyScope.CREDENTIALS_WRITE)).isPresent()) {
      throw Refused.forbidden("The API key lacks the scope credentials:write.");
    }
    if (!AccessPolicy.mayPlace(principal, scope)) {
      throw Refused.forbidden(
          "You may not put credentials into the scope " + scope.wire() + " there.");
    }
  }
}
