package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.Caller;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialEntry;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Edits a credential under optimistic locking. A secret in an edit is a rotation; new hosts need
 * the secret again. What an edit leaves as it was is no change.
 */
@Component
public class CredentialEditor {
  private final CredentialForm form;
  private final SecretStaging staging;
  private final CredentialSecrets secrets;
  private final Saving saving;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialEditor(
      CredentialForm form,
      SecretStaging staging,
      CredentialSecrets secrets,
      Saving saving,
      CredentialStops stops,
      Clock clock) {
    this.form = form;
    this.staging = staging;
    this.secrets = secrets;
    this.saving = saving;
    this.stops = stops;
    this.clock = clock;
  }

  /** The credential after the change. */
  public Credential edit(
      Caller caller, CredentialId id, CredentialChange change, @Nullable Long version) {
    return LostRace.retried(version, () -> editOnce(caller, id, change, version));
  }

  private Credential editOnce(
      Caller caller, CredentialId id, CredentialChange change, @Nullable Long version) {
    Credential before = saving.gate().get(caller, id, Action.EDIT, version);
    CredentialEntry entry = entryAfter(caller, before, change);
    demandFreshToWiden(caller, before, entry);
    if (change.fields().isEmpty()) {
      refuseDamaged(before);
      return save(caller, before, entry, Optional.empty());
    }
    Draft draft = staging.draft(before, change.fields());
    try (var staged = staging.stage(caller, before, draft, change.verifies())) {
      // The day on which the old secret ended says nothing about a new one.
      CredentialEntry after =
          entry.with(draft.shape(), !draft.keepsEverySecret() && !change.has("expiresAt"));
      return save(caller, before, after, Optional.of(staged));
    }
  }

  /** What stops when the change is made; it is checked and not made. */
  public StopPreview preview(
      Caller caller, CredentialId id, CredentialChange change, @Nullable Long version) {
    Credential before = saving.gate().get(caller, id, Action.EDIT, version);
    var scope = entryAfter(caller, before, change).placement().scope();
    return stops.byAccess(before, before.access().withScope(scope));
  }

  private Credential save(
      Caller caller, Credential before, CredentialEntry entry, Optional<StagedSecret> staged) {
    Set<String> changed = entry.changes(before);
    staged.ifPresent(now -> now.entered().forEach(field -> changed.add("fields." + field)));
    return saving.inTransaction(
        () -> {
          if (!changed.isEmpty()) {
            update(caller, before, entry, changed);
            staged.ifPresent(prepared -> store(caller, before, prepared));
          }
          staged.ifPresent(prepared -> storeTest(caller, prepared));
          return saving.again(before);
        });
  }

  private void update(
      Caller caller, Credential before, CredentialEntry entry, Set<String> changed) {
    if (!saving.writer().update(before, entry)) {
      throw new LostRace(saving.again(before).stamp().version());
    }
    saving.guard().raise(before.organization(), before.id().value());
    saving
        .audit()
        .append(
            AuditEvent.by(caller, AuditAction.CREDENTIAL_UPDATED, before.party())
                .withFact("changed", String.join(" ", changed)));
    recordScope(caller, before, entry);
  }

  private void store(Caller caller, Credential before, StagedSecret staged) {
    if (staged.draft().keepsEverySecret()) {
      secrets.reseal(staged);
    } else {
      secrets.replace(caller, saving.again(before), staged, CredentialRotator.DEFAULT_GRACE);
    }
  }

  /** Of a secret that stays; a new one's test is stored with it. */
  private void storeTest(Caller caller, StagedSecret staged) {
    if (staged.test().isEmpty() || !staged.draft().keepsEverySecret()) {
      return;
    }
    var before = staged.before();
    saving.writer().setTested(before, staged.test().get());
    saving
        .audit()
        .append(
            AuditEvent.by(caller, AuditAction.CREDENTIAL_TESTED, before.party())
                .withVersion(before.state().secretVersion()));
  }

  private void recordScope(Caller caller, Credential before, CredentialEntry entry) {
    var from = before.access().scope();
    var to = entry.placement().scope();
    if (!from.equals(to)) {
      saving
          .audit()
          .append(
              AuditEvent.by(caller, AuditAction.CREDENTIAL_SCOPE_CHANGED, before.party())
                  .withFact("from", from.wire())
                  .withFact("fromWorkspace", workspace(from))
                  .withFact("to", to.wire())
                  .withFact("toWorkspace", workspace(to)));
    }
  }

  private static @Nullable String workspace(CredentialScope scope) {
    return scope.workspace().map(WorkspaceId::toString).orElse(null);
  }

  private CredentialEntry entryAfter(Caller caller, Credential before, CredentialChange change) {
    refuseOtherService(before, change);
    return form.entryAfter(before, change, scopeAfter(caller, before, change));
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
    boolean stays = wanted.equals("workspace") && !change.has("workspace");
    String workspace = stays ? workspace(old) : change.text("workspace", null);
    var scope = form.scope(caller, wanted, workspace);
    if (scope.equals(old)) {
      return old;
    }
    if (scope instanceof CredentialScope.Personal) {
      if (!before.access().owner().equals(caller.user())) {
        throw saving
            .gate()
            .refused(caller, before, Action.EDIT, "Only its owner can make a credential personal.");
      }
    } else if (!AccessPolicy.mayPlace(caller, scope)) {
      throw saving
          .gate()
          .refused(
              caller,
              before,
              Action.EDIT,
              "You may not put credentials into the scope " + scope.wire() + " there.");
    }
    return scope;
  }

  private void demandFreshToWiden(Caller caller, Credential before, CredentialEntry entry) {
    var from = before.access().scope();
    var to = entry.placement().scope();
    boolean widens =
        !to.equals(from)
            && !(to instanceof CredentialScope.Personal)
            && !(from instanceof CredentialScope.Organization);
    if (widens) {
      FreshSignIn.demand(caller, clock.instant());
    }
  }

  /** Only entering every field again repairs a damaged row. */
  private static void refuseDamaged(Credential before) {
    if (before.state().marks().damaged()) {
      throw new CredentialUnusable(CredentialStatus.UNREADABLE);
    }
  }

  private static void refuseOtherService(Credential before, CredentialChange change) {
    var service = before.service();
    if (!service.connector().equals(change.text("connector", service.connector()))) {
      throw new InvalidRequest(
          "/connector", "A credential stays with its service; add another one instead.");
    }
    if (!service.method().equals(change.text("method", service.method()))) {
      throw new InvalidRequest(
          "/method", "A credential keeps its method; add another one instead.");
    }
  }
}
