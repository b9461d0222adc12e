package io.mortise.server.credentials;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.connector.Connector;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.Outcome;
import io.mortise.server.audit.Party;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialWriter.Placement;
import io.mortise.server.credentials.CredentialWriter.Row;
import io.mortise.server.credentials.CredentialWriter.Terms;
import io.mortise.server.kernel.ApiKeyScope;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds credentials: checked, tested at the service, then saved with their record. */
@Component
class CredentialAdder {
  private final Connectors connectors;
  private final CredentialForm form;
  private final CredentialNames names;
  private final CredentialTester tester;
  private final CredentialRotator rotator;
  private final CredentialSealer sealer;
  private final Saving saving;
  private final Clock clock;

  CredentialAdder(
      Connectors connectors,
      CredentialForm form,
      CredentialNames names,
      CredentialTester tester,
      CredentialRotator rotator,
      CredentialSealer sealer,
      Saving saving,
      Clock clock) {
    this.connectors = connectors;
    this.form = form;
    this.names = names;
    this.tester = tester;
    this.rotator = rotator;
    this.sealer = sealer;
    this.saving = saving;
    this.clock = clock;
  }

  /** The new credential; {@code verification_failed} where the service does not take it. */
  Credential add(Caller caller, NewCredential wanted) {
    Connector connector = connectors.get(wanted.connectorId());
    AuthMethod method = connectors.method(connector, wanted.methodId());
    CredentialScope scope = form.scope(caller, wanted.scope(), wanted.workspace());
    demandPlace(caller, scope);
    try (Draft draft = Draft.of(connector, method, wanted.fieldsOrNone())) {
      var placement = new Placement(caller.organization(), caller.user(), scope);
      String name = names.givenOrOffered(placement, connector, wanted);
      var label = form.label(name, wanted.notes(), wanted.environment(), wanted.tags());
      var terms = terms(method, wanted);
      Optional<TestResult> test = wanted.verifies() ? tested(caller, draft) : Optional.empty();
      return save(caller, draft, new NewRow(placement, label, terms), test, !wanted.verifies());
    }
  }

  /** Tests field values that are not saved; over a saved credential its blank secrets are kept. */
  TestResult tryOut(Caller caller, CredentialTrial trial) {
    Map<String, Object> fields = trial.fields() == null ? Map.of() : trial.fields();
    if (trial.credential() != null) {
      var id = CredentialGate.id(trial.credential());
      Credential saved = saving.gate().get(caller, id, Action.EDIT);
      try (Draft draft = rotator.draft(saved, fields)) {
        return triedOut(caller, draft, Optional.of(saved));
      }
    }
    demandPlace(caller, new CredentialScope.Personal());
    Connector connector = connectors.get(required("/connector", trial.connector()));
    AuthMethod method = connectors.method(connector, required("/method", trial.method()));
    try (Draft draft = Draft.of(connector, method, fields)) {
      return triedOut(caller, draft, Optional.empty());
    }
  }

  private TestResult triedOut(Caller caller, Draft draft, Optional<Credential> saved) {
    var result =
        CredentialRotator.tested(caller, saved, draft, tester)
            .orElseThrow(
                () ->
                    new InvalidRequest("/connector", "There is no harmless call to test it with."));
    Party target =
        saved
            .map(Credential::party)
            .orElseGet(() -> Party.absentCredential(draft.connector().id() + ", not saved"));
    saving
        .audit()
        .record(
            AuditEvent.by(caller, AuditAction.CREDENTIAL_TESTED, target)
                .ended(result.ok() ? Outcome.OK : Outcome.FAILED, result.reason()));
    return result;
  }

  private static String required(String pointer, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidRequest(pointer, pointer.substring(1) + " is missing.");
    }
    return value;
  }

  private record NewRow(Placement placement, Credential.Label label, Terms terms) {}

  /** A copy of the configuration under a new name; its secret has to be entered. */
  Credential duplicate(Caller caller, CredentialId id, @Nullable String name) {
    Credential original = saving.gate().get(caller, id, Action.DUPLICATE);
    Connector connector = connectors.get(original.service().connector());
    var scope =
        AccessPolicy.mayPlace(caller.person(), original.access().scope())
            ? original.access().scope()
            : new CredentialScope.Personal();
    demandPlace(caller, scope);
    var placement = new Placement(caller.organization(), caller.user(), scope);
    var label = original.label();
    String copyName =
        name == null || name.isBlank() ? names.free(placement, label.name() + " copy") : name;
    var copyLabel = form.label(copyName, label.notes(), label.environment(), label.tags());
    var deadlines = original.state().deadlines();
    var row =
        new Row(
            newId(),
            original.service(),
            copyLabel,
            placement,
            original.shape(),
            new Terms(null, deadlines.rotateEveryDays(), null),
            names.searchText(connector, copyLabel));
    return saving.inTransaction(
        () -> {
          saving.writer().insert(row, 0, null);
          rotator.sealConfiguration(caller, original, row.id());
          return recorded(
              caller,
              row,
              AuditAction.CREDENTIAL_DUPLICATED,
              Map.of("from", original.id().toString()));
        });
  }

  private Credential save(
      Caller caller,
      Draft draft,
      NewRow wanted,
      Optional<TestResult> test,
      boolean untestedOnPurpose) {
    var id = newId();
    var service =
        new Credential.Service(draft.connector().id(), draft.method().id(), draft.method().type());
    var row =
        new Row(
            id,
            service,
            wanted.label(),
            wanted.placement(),
            draft.shape(),
            wanted.terms(),
            names.searchText(draft.connector(), wanted.label()));
    var organization = caller.organization();
    var sealed = sealer.seal(organization, id, 1, draft.document());
    byte[] twin = sealer.twinHash(organization, draft.fields());
    String tested = test.isPresent() ? "yes" : untestedOnPurpose ? "no, on purpose" : "no probe";
    return saving.inTransaction(
        () -> {
          saving.writer().insert(row, 1, test.orElse(null));
          saving.writer().insertVersion(organization, id, 1, sealed, twin, caller.user());
          return recorded(
              caller,
              row,
              AuditAction.CREDENTIAL_CREATED,
              Map.of(
                  "tested",
                  tested,
                  "scope",
                  wanted.placement().scope().wire(),
                  "connector",
                  service.connector()));
        });
  }

  private Credential recorded(
      Caller caller, Row row, AuditAction action, Map<String, String> facts) {
    var event = AuditEvent.by(caller, action, Party.of(row.id(), row.label().name()));
    for (var fact : facts.entrySet()) {
      event = event.withFact(fact.getKey(), fact.getValue());
    }
    saving.audit().append(event);
    return saving.repository().find(caller.organization(), row.id()).orElseThrow();
  }

  private Optional<TestResult> tested(Caller caller, Draft draft) {
    var test =
        tester.test(caller, draft.connector(), draft.method(), draft.fields(), draft.hosts());
    test.filter(result -> !result.ok())
        .ifPresent(
            result -> {
              throw CredentialRefused.verificationFailed(result);
            });
    return test;
  }

  private Terms terms(AuthMethod method, NewCredential wanted) {
    Instant now = clock.instant();
    form.checkExpiry(wanted.expiresAt(), now);
    Integer days = wanted.reminder(method.notes().staticSecret());
    form.checkReminder(days);
    return new Terms(
        wanted.expiresAt(), days, days == null ? null : now.plus(Duration.ofDays(days)));
  }

  private static void demandPlace(Caller caller, CredentialScope scope) {
    if (caller.key().map(key -> !key.has(ApiKeyScope.CREDENTIALS_WRITE)).orElse(false)) {
      throw Refused.forbidden("The API key lacks the scope credentials:write.");
    }
    if (!AccessPolicy.mayPlace(caller, scope)) {
      throw Refused.forbidden(
          "You may not put credentials into the scope " + scope.wire() + " there.");
    }
  }

  private static CredentialId newId() {
    return new CredentialId(UuidCreator.getTimeOrderedEpoch());
  }
}
