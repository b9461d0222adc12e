package io.mortise.server.credentials;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.accounts.FreshSignIn;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.CredentialWriter.Placement;
import io.mortise.server.credentials.CredentialWriter.Row;
import io.mortise.server.credentials.CredentialWriter.Terms;
import io.mortise.server.kernel.Caller;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Edits a credential under optimistic locking. A secret in an edit is a rotation; new hosts need
 * the secret again.
 */
@Component
class CredentialEditor {
  private final Connectors connectors;
  private final CredentialForm form;
  private final CredentialNames names;
  private final CredentialRotator rotator;
  private final CredentialSealer sealer;
  private final Saving saving;
  private final Clock clock;

  CredentialEditor(
      Connectors connectors,
      CredentialForm form,
      CredentialNames names,
      CredentialRotator rotator,
      CredentialSealer sealer,
      Saving saving,
      Clock clock) {
    this.connectors = connectors;
    this.form = form;
    this.names = names;
    this.rotator = rotator;
    this.sealer = sealer;
    this.saving = saving;
    this.clock = clock;
  }

  /** The credential after the change. */
  Credential edit(Caller caller, CredentialId id, CredentialChange change, @Nullable Long version) {
    Credential before = saving.gate().get(caller, id, Action.EDIT, version);
    refuseOtherService(before, change);
    CredentialScope scope = scopeAfter(caller, before, change);
    Row row = rowAfter(caller, before, change, scope);
    if (change.fields().isEmpty()) {
      return save(caller, before, row, change, Optional.empty());
    }
    try (var staged =
        rotator.stage(caller, before, rotator.draft(before, change.fields()), change.verifies())) {
      return save(caller, before, withShape(row, staged.draft()), change, Optional.of(staged));
    }
  }

  private Credential save(
      Caller caller,
      Credential before,
      Row row,
      CredentialChange change,
      Optional<CredentialRotator.Staged> staged) {
    var organization = caller.organization();
    return saving.inTransaction(
        () -> {
          if (!saving.writer().update(row, before.stamp().version())) {
            throw conflict(before);
          }
          saving.guard().raise(organization, before.id().value());
          saving
              .audit()
              .append(
                  AuditEvent.by(caller, AuditAction.CREDENTIAL_UPDATED, before.party())
                      .withFact("changed", String.join(" ", change.names())));
          recordScope(caller, before, row);
          staged.ifPresent(
              prepared -> {
                store(caller, before, prepared);
                if (prepared.newSecret() && !change.has("expiresAt")) {
                  saving.writer().clearExpiry(organization, before.id());
                }
              });
          return saving.repository().find(organization, before.id()).orElseThrow();
        });
  }

  private void store(Caller caller, Credential before, CredentialRotator.Staged staged) {
    if (staged.newSecret()) {
      Credential saved = saving.repository().find(caller.organization(), before.id()).orElseThrow();
      rotator.store(caller, saved, staged, CredentialRotator.DEFAULT_GRACE);
    } else {
      int current = before.state().secretVersion();
      var sealed =
          sealer.seal(caller.organization(), before.id(), current, staged.draft().document());
      saving.writer().reseal(caller.organization(), before.id(), current, sealed);
      staged.test().ifPresent(test -> storeTest(caller, before, test));
    }
  }

  private void storeTest(Caller caller, Credential before, TestResult test) {
    saving.writer().setTested(before, test);
    saving
        .audit()
        .append(
            AuditEvent.by(caller, AuditAction.CREDENTIAL_TESTED, before.party())
                .withVersion(before.state().secretVersion()));
  }

  private void recordScope(Caller caller, Credential before, Row row) {
    if (!before.access().scope().equals(row.placement().scope())) {
      saving
          .audit()
          .append(
              AuditEvent.by(caller, AuditAction.CREDENTIAL_SCOPE_CHANGED, before.party())
                  .withFact("from", before.access().scope().wire())
                  .withFact("to", row.placement().scope().wire()));
    }
  }

  private Row rowAfter(
      Caller caller, Credential before, CredentialChange change, CredentialScope scope) {
    var label = before.label();
    String name = change.text("name", label.name());
    var after =
        form.label(
            name == null ? "" : name,
            change.text("notes", label.notes()),
            change.text("environment", label.environment()),
            change.texts("tags", label.tags()));
    var placement = new Placement(caller.organization(), before.access().owner(), scope);
    var connector = connectors.get(before.service().connector());
    return new Row(
        before.id(),
        before.service(),
        after,
        placement,
        before.shape(),
        termsAfter(before, change),
        names.searchText(connector, after));
  }

  private static Row withShape(Row row, Draft draft) {
    return new Row(
        row.id(),
        row.service(),
        row.label(),
        row.placement(),
        draft.shape(),
        row.terms(),
        row.searchText());
  }

  private Terms termsAfter(Credential before, CredentialChange change) {
    var deadlines = before.state().deadlines();
    Instant expiresAt = change.instant("expiresAt", deadlines.expiresAt());
    if (change.has("expiresAt")) {
      form.checkExpiry(expiresAt, clock.instant());
    }
    Integer days = change.number("rotateEveryDays", deadlines.rotateEveryDays());
    form.checkReminder(days);
    Instant rotateBy = deadlines.rotateBy();
    if (change.has("rotateEveryDays")) {
      var since =
          before.people().secretBy() == null
              ? before.stamp().createdAt()
              : before.people().secretBy().at();
      rotateBy = days == null ? null : since.plus(Duration.ofDays(days));
    }
    return new Terms(expiresAt, days, rotateBy);
  }

  private CredentialScope scopeAfter(Caller caller, Credential before, CredentialChange change) {
    var old = before.access().scope();
    if (!change.has("scope") && !change.has("workspace")) {
      return old;
    }
    String wanted = change.text("scope", old.wire());
    if (wanted == null) {
      throw new InvalidRequest("/scope", "scope is personal, workspace or organization.");
    }
    String workspace = old.workspace().map(Object::toString).orElse(null);
    var scope = form.scope(caller, wanted, change.text("workspace", workspace));
    if (scope.equals(old)) {
      return old;
    }
    if (scope instanceof CredentialScope.Personal
        && !before.access().owner().equals(caller.user())) {
      throw Refused.forbidden("Only its owner can make a credential personal.");
    }
    boolean widens = !(scope instanceof CredentialScope.Personal);
    if (widens && !AccessPolicy.mayPlace(caller, scope)) {
      throw Refused.forbidden(
          "You may not put credentials into the scope " + scope.wire() + " there.");
    }
    if (widens && !(old instanceof CredentialScope.Organization)) {
      FreshSignIn.demand(caller, clock.instant());
    }
    return scope;
  }

  private static void refuseOtherService(Credential before, CredentialChange change) {
    if (!before
        .service()
        .connector()
        .equals(change.text("connector", before.service().connector()))) {
      throw new InvalidRequest(
          "/connector", "A credential stays with its service; add another one instead.");
    }
    if (!before.service().method().equals(change.text("method", before.service().method()))) {
      throw new InvalidRequest(
          "/method", "A credential keeps its method; add another one instead.");
    }
  }

  private Refused conflict(Credential before) {
    return Refused.versionConflict(
        saving
            .repository()
            .find(before.organization(), before.id())
            .map(now -> now.stamp().version())
            .orElse(before.stamp().version()));
  }
}
