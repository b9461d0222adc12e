package io.mortise.server.people;

import io.mortise.server.access.AccessPolicy;
import io.mortise.server.access.FreshSignIn;
import io.mortise.server.access.Member;
import io.mortise.server.access.Principal;
import io.mortise.server.audit.AuditAction;
import io.mortise.server.audit.AuditEvent;
import io.mortise.server.audit.AuditedChanges;
import io.mortise.server.audit.Party;
import io.mortise.server.kernel.InvalidRequest;
import io.mortise.server.kernel.Refused;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates, changes and deletes service accounts. Managers of a workspace do so for theirs, owners
 * and admins for all; nobody else is told of one.
 */
@Component
public class ServiceAccounts {
  private final ServiceAccountRepository repository;
  private final Workspaces workspaces;
  private final MemberRepository members;
  private final AuditedChanges changes;
  private final Clock clock;

  ServiceAccounts(
      ServiceAccountRepository repository,
      Workspaces workspaces,
      MemberRepository members,
      AuditedChanges changes,
      Clock clock) {
    this.repository = repository;
    this.workspaces = workspaces;
    this.members = members;
    this.changes = changes;
    this.clock = clock;
  }

  record Wanted(
      String name, @Nullable WorkspaceId workspace, ServiceAccountRole role, String notes) {}

  /** Those that the person manages, by name. */
  List<ServiceAccount> managedBy(Principal.SignedIn person) {
    return repository.list(person.organization()).stream()
        .filter(account -> manages(person, account))
        .toList();
  }

  /**
   * A service account that the person manages, as the rules see it.
   *
   * @throws Refused 404 for every other
   */
  public Member requireManaged(Principal.SignedIn person, ServiceAccountId id) {
    get(person, id);
    return members.find(person.organization(), id).orElseThrow(ServiceAccounts::absent);
  }

  public boolean isManagedBy(Principal.SignedIn person, ServiceAccountId id) {
    return repository
        .find(person.organization(), id)
        .filter(account -> manages(person, account))
        .isPresent();
  }

  ServiceAccount create(Principal.SignedIn person, Wanted wanted) {
    requirePlace(person, wanted.workspace());
    if (wanted.role() == ServiceAccountRole.ADMIN) {
      FreshSignIn.require(person, clock.instant());
    }
    var id = ServiceAccountId.next();
    return changes.apply(
        change -> {
          repository.insert(
              person.organization(),
              id,
              wanted.name(),
              wanted.workspace(),
              wanted.role(),
              wanted.notes());
          place(person, id, Optional.ofNullable(wanted.workspace()), wanted.role());
          change.record(
              AuditEvent.by(
                      person, AuditAction.SERVICE_ACCOUNT_CREATED, Party.of(id, wanted.name()))
                  .withFact("role", wanted.role().wire())
                  .withFact(
                      "workspace",
                      wanted.workspace() == null ? null : wanted.workspace().toString()));
          return get(person, id);
        });
  }

  ServiceAccount edit(
      Principal.SignedIn person,
      ServiceAccountId id,
      ServiceAccountChange wanted,
      @Nullable Long version) {
    var before = get(person, id);
    requireVersion(before, version);
    var after = wanted.over(before);
    if (after.equals(before)) {
      return before;
    }
    if (after.role().isAbove(before.role())) {
      // Every key that the account has can do more then, as if another had been created.
      FreshSignIn.require(person, clock.instant());
    }
    return changes.apply(
        change -> {
          if (!repository.update(person.organization(), before, after.name(), after.notes())) {
            throw Refused.versionConflict(before.version());
          }
          if (after.role() != before.role()) {
            place(person, id, before.workspace().map(ServiceAccount.Workspace::id), after.role());
          }
          change.record(
              AuditEvent.by(person, AuditAction.SERVICE_ACCOUNT_UPDATED, after.party())
                  .withFact("changed", ServiceAccountChange.names(before, after))
                  .withFact("role", after.role() == before.role() ? null : after.role().wire()));
          return get(person, id);
        });
  }

  /** Its API keys stop at once, on every server, because they are no better than their owner. */
  void delete(Principal.SignedIn person, ServiceAccountId id, @Nullable Long version) {
    var before = get(person, id);
    requireVersion(before, version);
    changes.run(
        change -> {
          if (!repository.delete(person.organization(), before)) {
            throw Refused.versionConflict(before.version());
          }
          change.record(AuditEvent.by(person, AuditAction.SERVICE_ACCOUNT_DELETED, before.party()));
        });
  }

  private ServiceAccount get(Principal.SignedIn person, ServiceAccountId id) {
    return repository
        .find(person.organization(), id)
        .filter(account -> manages(person, account))
        .orElseThrow(ServiceAccounts::absent);
  }

  private void place(
      Principal.SignedIn person,
      ServiceAccountId id,
      Optional<WorkspaceId> workspace,
      ServiceAccountRole role) {
    workspace.ifPresent(
        in -> workspaces.join(person.organization(), in, id, role.inWorkspace().orElseThrow()));
  }

  private void requirePlace(Principal.SignedIn person, @Nullable WorkspaceId workspace) {
    if (workspace != null && !workspaces.hasMember(workspace, person.member())) {
      throw new InvalidRequest(
          "/workspace", "You are not a member of the workspace " + workspace + ".");
    }
    if (!AccessPolicy.mayManage(person.member(), Optional.ofNullable(workspace))) {
      throw Refused.forbidden(
          workspace == null
              ? "Only owners and admins can create service accounts of the organization. Choose a"
                  + " workspace that you manage."
              : "Only managers of a workspace can create service accounts in it.");
    }
  }

  private static boolean manages(Principal.SignedIn person, ServiceAccount account) {
    return AccessPolicy.mayManage(
        person.member(), account.workspace().map(ServiceAccount.Workspace::id));
  }

  private static void requireVersion(ServiceAccount account, @Nullable Long version) {
    if (version != null && version != account.version()) {
      throw Refused.versionConflict(account.version());
    }
  }

  private static Refused absent() {
    return Refused.notFound("The service account");
  }
}
