package io.mortise.server.credentials.manage;

import io.mortise.runtime.connector.oauth.OAuthGrant;
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
import io.mortise.server.credentials.refresh.Handoff;
import io.mortise.server.credentials.refresh.HandoffId;
import io.mortise.server.credentials.refresh.HandoffRefused;
import io.mortise.server.credentials.refresh.Handoffs;
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
  private final Handoffs handoffs;

  CredentialAdder(
      CredentialForm form,
      SecretStaging staging,
      CredentialSecrets secrets,
      CredentialGate gate,
      CredentialWriter writer,
      CredentialChanges changes,
      AuditLog audit,
      Handoffs handoffs) {
    this.handoffs = handoffs;
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
    var placement = new Placement(principal.organization(), principal.id(), scope);
    return wanted.oauthHandoff() == null
        ? addEntered(principal, placement, wanted)
        : addConnected(principal, placement, wanted, wanted.oauthHandoff());
  }

  private Credential addEntered(Principal principal, Placement placement, NewCredential wanted) {
    try (Draft draft =
        staging.draft(
            principal,
            wanted.connectorId(),
            wanted.methodId(),
            wanted.fieldsOrNone(),
            wanted.app())) {
      if (draft.method().oauth().filter(OAuthGrant::needsPerson).isPresent()) {
        throw new InvalidRequest(
            "/oauthHandoff", "A person has to agree at the service first. Authorize there.");
      }
      CredentialEntry entry = form.newEntry(placement, wanted, draft);
      var test =
          wanted.verifies()
              ? SecretStaging.passed(staging.test(principal, draft))
              : Optional.<TestResult>empty();
      return save(principal, wanted, entry, draft, test, () -> {});
    }
  }

  /** An account that a person has connected: the fields are those that were handed off. */
  private Credential addConnected(
      Principal principal, Placement placement, NewCredential wanted, String handoff) {
    var id = HandoffId.parse(handoff).orElseThrow(HandoffRefused::gone);
    try (var connected = handoffs.open(principal.requireSignedIn(), id);
        Draft draft = staging.connected(principal, connected.document(), wanted.fieldsOrNone())) {
      requireSame(wanted, connected.handoff());
      CredentialEntry entry = form.newEntry(placement, wanted, draft);
      var test =
          wanted.verifies()
              ? SecretStaging.passed(staging.testConnected(principal, draft, connected.token()))
              : Optional.<TestResult>empty();
      return save(
          principal,
          wanted,
          entry,
          draft,
          test,
          () -> {
            handoffs.use(connected, entry.key(), 1);
            writer.identify(entry.key(), connected.handoff().identity());
          });
    }
  }

  private static void requireSame(NewCredential wanted, Handoff handoff) {
    boolean same =
        wanted.connectorId().equals(handoff.service().connector())
            && wanted.methodId().equals(handoff.service().method())
            && handoff.credential().isEmpty();
    if (!same) {
      throw new InvalidRequest(
          "/oauthHandoff", "This authorization was made for another credential.");
    }
  }

  private Credential save(
      Principal principal,
      NewCredential wanted,
      CredentialEntry entry,
      Draft draft,
      Optional<TestResult> test,
      Runnable tokens) {
    String tested = test.isPresent() ? "yes" : wanted.verifies() ? "no probe" : "no, on purpose";
    return changes.apply(
        entry.key(),
        change -> {
          writer.insert(entry, 1, test.orElse(null));
          secrets.add(principal, entry.key(), 1, draft);
          tokens.run();
          change.record(
              event(principal, entry, AuditAction.CREDENTIAL_CREATED)
                  .withFact("tested", tested)
                  .withFact("scope", entry.placement().scope().wire())
                  .withFact("connector", draft.connector().id()));
          secrets.recordDuplicates(change, principal, entry.key());
        });
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
      try (Draft draft = staging.draft(principal, saved, fields)) {
        return triedOut(principal, saved.party(), staging.test(principal, saved, draft));
      }
    }
    requirePlace(principal, new CredentialScope.Personal());
    String connector = required("/connector", trial.connector());
    String method = required("/method", trial.method());
    try (Draft draft = staging.draft(principal, connector, method, fields, trial.app())) {
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
    if (!principal.holds(ApiKeyScope.CREDENTIALS_WRITE)) {
      throw Refused.forbidden("The API key lacks the scope credentials:write.");
    }
    if (!AccessPolicy.mayPlace(principal, scope)) {
      throw Refused.forbidden(
          "You may not put credentials into the scope " + scope.wire() + " there.");
    }
  }
}
