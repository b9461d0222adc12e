package io.mortise.server.credentials.manage;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.connector.AuthMethod;
import io.mortise.runtime.credential.CredentialId;
import io.mortise.server.access.CredentialScope;
import io.mortise.server.access.Principal;
import io.mortise.server.connectors.Connectors;
import io.mortise.server.credentials.store.Credential;
import io.mortise.server.credentials.store.CredentialEntry;
import io.mortise.server.credentials.store.CredentialEntry.Placement;
import io.mortise.server.credentials.store.CredentialEntry.Terms;
import io.mortise.server.credentials.store.Environment;
import io.mortise.server.kernel.Characters;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Names;
import io.mortise.server.kernel.RequestCheck;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.people.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what people enter beside the fields: name, scope, notes, environment, tags, dates. */
@Component
class CredentialForm {
  private static final int MAX_NOTES = 10_000;
  private static final int MAX_TAGS = 50;
  private static final int MAX_TAG_LENGTH = 50;
  private static final int MAX_REMINDER_DAYS = 3_650;

  private final Workspaces workspaces;
  private final Connectors connectors;
  private final CredentialNames names;
  private final Clock clock;

  CredentialForm(Workspaces workspaces, Connectors connectors, CredentialNames names, Clock clock) {
    this.workspaces = workspaces;
    this.connectors = connectors;
    this.names = names;
    this.clock = clock;
  }

  /** The row of a new credential. */
  CredentialEntry newEntry(Placement placement, NewCredential wanted, Draft draft) {
    var name = Names.normalized(names.givenOrOffered(placement, draft.connector(), wanted));
    var label = label(name, wanted.notes(), wanted.environment(), wanted.tags());
    return new CredentialEntry(
        newId(),
        draft.service(),
        label,
        placement,
        draft.shape(),
        terms(wanted, draft.method()),
        names.searchText(draft.connector(), label));
  }

  /** The row of a copy, whose secret is still to be entered. */
  CredentialEntry copyEntry(Placement placement, Credential original, @Nullable String wantedName) {
    var old = original.label();
    String name =
        wantedName == null || wantedName.isBlank()
            ? names.free(placement, old.name() + " copy")
            : Names.normalized(wantedName);
    var label = label(name, old.notes(), old.environment(), old.tags());
    return new CredentialEntry(
        newId(),
        original.service(),
        label,
        placement,
        original.shape(),
        new Terms(null, original.state().deadlines().rotateEveryDays(), null),
        names.searchText(connectors.get(original.service().connector()), label));
  }

  /** The row of a saved credential after a change, its fields as they were. */
  CredentialEntry entryAfter(Credential before, CredentialChange change, CredentialScope scope) {
    var old = before.label();
    String given = change.text("name", old.name());
    // A name that stays as it was keeps its spelling: an older release may have saved another form.
    String name = given == null ? "" : given.equals(old.name()) ? given : Names.normalized(given);
    var label =
        label(
            name,
            change.text("notes", old.notes()),
            change.text("environment", old.environment()),
            change.texts("tags", old.tags()));
    return new CredentialEntry(
        before.id(),
        service(before),
        label,
        new Placement(before.organization(), before.access().owner(), scope),
        before.shape(),
        termsAfter(before, change),
        names.searchText(connectors.get(before.service().connector()), label));
  }

  /** With the type that the method has: the row's own may be damaged. */
  private Credential.Service service(Credential before) {
    var saved = before.service();
    return connectors
        .catalogue()
        .find(saved.connector())
        .flatMap(connector -> connector.method(saved.method()))
        .map(method -> new Credential.Service(saved.connector(), saved.method(), method.type()))
        .orElse(saved);
  }

  private Terms terms(NewCredential wanted, AuthMethod method) {
    checkExpiry(wanted.expiresAt());
    Integer days = wanted.reminder(method.notes().staticSecret());
    checkReminder(days);
    return new Terms(wanted.expiresAt(), days, after(clock.instant(), days));
  }

  private Terms termsAfter(Credential before, CredentialChange change) {
    var deadlines = before.state().deadlines();
    Instant expiresAt = change.instant("expiresAt", deadlines.expiresAt());
    if (!Objects.equals(expiresAt, deadlines.expiresAt())) {
      checkExpiry(expiresAt);
    }
    Integer days = change.number("rotateEveryDays", deadlines.rotateEveryDays());
    if (change.has("rotateEveryDays")) {
      checkReminder(days);
    }
    var secretBy = before.people().secretBy();
    Instant since = secretBy == null ? before.stamp().createdAt() : secretBy.at();
    boolean counted = change.has("rotateEveryDays");
    return new Terms(expiresAt, days, counted ? after(since, days) : deadlines.rotateBy());
  }

  private static @Nullable Instant after(Instant since, @Nullable Integer days) {
    return days == null ? null : since.plus(Duration.ofDays(days));
  }

  private static CredentialId newId() {
    return new CredentialId(UuidCreator.getTimeOrderedEpoch());
  }

  private static Credential.Label label(
      String name,
      @Nullable String notes,
      @Nullable String environment,
      @Nullable List<String> tags) {
    var check = new RequestCheck();
    String checkedName = check.name("/name", name);
    if (CredentialId.parse(checkedName).isPresent()) {
      check.add("/name", "A name must not look like an id.");
    }
    // Clients and proxies take such a segment out of an address, so nothing could resolve by it.
    if (checkedName.equals(".") || checkedName.equals("..")) {
      check.add("/name", "A name must not be “.” or “..”.");
    }
    String checkedNotes = notes == null ? "" : notes;
    if (Characters.count(checkedNotes) > MAX_NOTES) {
      check.add("/notes", "Notes have at most " + MAX_NOTES + " characters.");
    }
    if (environment != null && !Environment.knows(environment)) {
      check.add("/environment", "environment is prod, staging or dev.");
    }
    var checkedTags = tags == null ? List.<String>of() : tags;
    if (checkedTags.size() > MAX_TAGS
        || checkedTags.stream()
            .anyMatch(t -> t == null || t.isBlank() || Characters.count(t) > MAX_TAG_LENGTH)) {
      check.add(
          "/tags",
          "There are at most "
              + MAX_TAGS
              + " tags, each of 1 to "
              + MAX_TAG_LENGTH
              + " characters.");
    }
    check.done();
    return new Credential.Label(checkedName, checkedNotes, environment, checkedTags);
  }

  private static void checkReminder(@Nullable Integer days) {
    if (days != null && (days < 1 || days > MAX_REMINDER_DAYS)) {
      throw new InvalidRequest(
          "/rotateEveryDays", "rotateEveryDays is a number from 1 to 3650, or null for never.");
    }
  }

  private void checkExpiry(@Nullable Instant expiresAt) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new InvalidRequest("/expiresAt", "expiresAt must be in the future.");
    }
  }

  /**
   * Personal unless chosen otherwise; for a workspace scope without a workspace the caller's only
   * one is meant.
   */
  CredentialScope scope(Principal principal, @Nullable String scope, @Nullable String workspace) {
    var read =
        switch (scope == null ? "personal" : scope) {
          case "personal" -> new CredentialScope.Personal();
          case "organization" -> new CredentialScope.Organization();
          case "workspace" -> new CredentialScope.Workspace(workspace(principal, workspace));
          default ->
              throw new InvalidRequest("/scope", "scope is personal, workspace or organization.");
        };
    if (workspace != null && read.workspace().isEmpty()) {
      throw new InvalidRequest("/workspace", "A workspace goes with the scope workspace only.");
    }
    return read;
  }

  private WorkspaceId workspace(Principal principal, @Nullable String id) {
    var mine = workspaces.of(principal);
    if (id == null) {
      if (mine.size() == 1) {
        return mine.getFirst();
      }
      throw new InvalidRequest(
          "/workspace", "Say which workspace: you belong to " + mine.size() + ".");
    }
    return WorkspaceId.parse(id)
        .filter(mine::contains)
        .orElseThrow(
            () -> new InvalidRequest("/workspace", "«" + id + "» is no workspace of yours."));
  }
}
