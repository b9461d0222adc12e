package io.mortise.server.credentials.manage;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.Action;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChange;
import io.mortise.server.credentials.manage.CredentialStops.StopPreview;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialEntry;
import io.mortise.server.credentials.store.CredentialGate;
import io.mortise.server.credentials.store.CredentialStatus;
import io.mortise.server.credentials.store.CredentialUnusable;
import io.mortise.server.credentials.store.CredentialWriter;
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
  private final CredentialGate gate;
  private final CredentialWriter writer;
  private final CredentialTester tester;
  private final CredentialChanges changes;
  private final CredentialStops stops;
  private final Clock clock;

  CredentialEditor(
      CredentialForm form,
      SecretStaging staging,
      CredentialSecrets secrets,
      CredentialGate gate,
      CredentialWriter writer,
      CredentialTester tester,
      CredentialChanges changes,
      CredentialStops stops,
      Clock clock) {
    this.form = form;
    this.staging = staging;
    this.secrets = secrets;
    this.gate = gate;
    this.writer = writer;
    this.tester = tester;
    this.changes = changes;
    this.stops = stops;
    this.clock = clock;
  }

  /** The credential after the change. */
  public Credential edit(
      Principal principal, CredentialId id, CredentialChange change, @Nullable Long version) {
    return LostRace.retried(version, () -> editOnce(principal, id, change, version));
  }

  private Credential editOnce(
      Principal principal, CredentialId id, CredentialChange change, @Nullable Long version) {
    Credential before = gate.get(principal, id, Action.EDIT, version);
    CredentialEntry entry = entryAfter(principal, before, change);
    requireFreshToWiden(principal, before, entry);
    if (change.fields().isEmpty()) {
      refuseDamaged(before);
      return save(principal, before, entry, Optional.empty());
    }
    Draft draft = staging.draft(principal, before, change.fields());
    try (var staged = staging.stage(principal, before, draft, change.verifies())) {
      // The day on which the old secret ended says nothing about a new one.
      CredentialEntry after =
          entry.with(draft.shape(), !draft.keepsEverySecret() && !change.has("expiresAt"));
      return save(principal, before, after, Optional.of(staged));
    }
  }

  /** What stops when the change is made; it is checked and not made. */
  public StopPreview preview(
      Principal principal, CredentialId id, CredentialChange change, @Nullable Long version) {
    Credential before = gate.get(principal, id, Action.EDIT, version);
    var scope = entryAfter(principal, before, change).placement().scope();
    return stops.byAccess(before, before.access().withScope(scope));
  }

  private Credential save(
      Principal principal,
      Credential before,
      CredentialEntry entry,
      Optional<StagedSecret> staged) {
    Set<String> changed = entry.changes(before);
    staged.ifPresent(now -> now.entered().forEach(field -> changed.add("fields." + field)));
    if (changed.isEmpty() && staged.flatMap(StagedSecret::testOfKeptSecret).isEmpty()) {
      return changes.again(before.key());
    }
    return changes.apply(
        before.key(),
        change -> {
          if (!changed.isEmpty()) {
            update(change, principal, before, entry, changed);
            staged.ifPresent(prepared -> store(change, principal, before, prepared));
          }
          staged.ifPresent(prepared -> storeTest(change, principal, prepared));
        });
  }

  private void update(
      AuditedChange change,
      Principal principal,
      Credential before,
      CredentialEntry entry,
      Set<String> changed) {
    if (!writer.update(before, entry)) {
      throw new LostRace(changes.again(before.key()).stamp().version());
    }
    change.record(
        AuditEvent.by(principal, AuditAction.CREDENTIAL_UPDATED, before.party())
            .withFact("changed", String.join(" ", changed)));
    var from = before.access().scope();
    var to = entry.placement().scope();
    if (!from.equals(to)) {
      change.record(
          AuditEvent.by(principal, AuditAction.CREDENTIAL_SCOPE_CHANGED, before.party())
              .withFact("from", from.wire())
              .withFact("fromWorkspace", workspace(from))
              .withFact("to", to.wire())
              .withFact("toWorkspace", workspace(to)));
    }
  }

  private void store(
      AuditedChange change, Principal principal, Credential before, StagedSecret staged) {
    if (staged.draft().keepsEverySecret()) {
      secrets.reseal(staged);
    } else {
      secrets.replace(
          change, principal, changes.again(before.key()), staged, CredentialRotator.DEFAULT_GRACE);
    }
  }

  /** Of a secret that stays; a new one's test is stored with it. */
  private void storeTest(AuditedChange change, Principal principal, StagedSecret staged) {
    staged
        .testOfKeptSecret()
        .ifPresent(test -> tester.save(change, principal, staged.before(), test));
  }

  private static @Nullable String workspace(CredentialScope scope) {
    return scope.workspace().map(WorkspaceId::toString).orElse(null);
  }

  private CredentialEntry entryAfter(
      Principal principal, Credential before, CredentialChange change) {
    refuseOtherService(before, change);
    return form.entryAfter(before, change, scopeAfter(principal, before, change));
  }

  private CredentialScope scopeAfter(
      Principal principal, Credential before, CredentialChange change) {
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
    var scope = form.scope(principal, wanted, workspace);
    if (scope.equals(old)) {
      return old;
    }
    if (scope instanceof CredentialScope.Personal) {
      if (!before.access().owner().equals(principal.id())) {
        throw gate.refused(
            principal, before, Action.EDIT, "Only its owner can make a credential personal.");
      }
    } else if (!AccessPolicy.mayPlace(principal, scope)) {
      throw gate.refused(
          principal,
          before,
          Action.EDIT,
          "You may not put credentials into the scope " + scope.wire() + " there.");
    }
    return scope;
  }

  private void requireFreshToWiden(Principal principal, Credential before, CredentialEntry entry) {
    var from = before.access().scope();
    var to = entry.placement().scope();
    boolean widens =
        !to.equals(from)
            && !(to instanceof CredentialScope.Personal)
            && !(from instanceof CredentialScope.Organization);
    if (widens) {
      FreshSignIn.require(principal, clock.instant());
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
