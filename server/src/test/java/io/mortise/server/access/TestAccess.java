package io.mortise.server.access;

import io.mortise.server.access.Grant.Grantee;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import io.mortise.server.testing.TestPrincipals;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A small organization for tests of the rules. */
final class TestAccess {
  static final OrganizationId ACME = new OrganizationId(new UUID(0, 1));
  static final OrganizationId GLOBEX = new OrganizationId(new UUID(0, 2));
  static final WorkspaceId SALES = new WorkspaceId(new UUID(1, 1));
  static final WorkspaceId SUPPORT = new WorkspaceId(new UUID(1, 2));
  static final UserId MIA = new UserId(new UUID(2, 1));
  static final UserId NOAH = new UserId(new UUID(2, 2));

  private TestAccess() {}

  /** Mia, a member without any workspace unless given one. */
  static Member mia(Map<WorkspaceId, Membership> workspaces) {
    return mia(OrganizationRole.MEMBER, workspaces);
  }

  static Member mia(OrganizationRole role, Map<WorkspaceId, Membership> workspaces) {
    return new Member(ACME, MIA, "Mia", role, true, workspaces);
  }

  static Member mia(OrganizationRole role) {
    return mia(role, Map.of());
  }

  static Map<WorkspaceId, Membership> in(WorkspaceId workspace, WorkspaceRole role) {
    return Map.of(workspace, Membership.of(role));
  }

  static Member inactive(Member person) {
    return new Member(
        person.organization(),
        person.id(),
        person.name(),
        person.role(),
        false,
        person.workspaces());
  }

  static CredentialAccess personalOf(UserId owner, Grant... grants) {
    return credential(owner, new CredentialScope.Personal(), grants);
  }

  static CredentialAccess of(WorkspaceId workspace, Grant... grants) {
    return credential(NOAH, new CredentialScope.Workspace(workspace), grants);
  }

  static CredentialAccess ofOrganization(Grant... grants) {
    return credential(NOAH, new CredentialScope.Organization(), grants);
  }

  static CredentialAccess credential(UserId owner, CredentialScope scope, Grant... grants) {
    return new CredentialAccess(ACME, owner, scope, List.of(grants));
  }

  static Grant to(UserId person, Level level) {
    return new Grant(new Grantee.ToPrincipal(person), level);
  }

  static Grant to(WorkspaceId workspace, Level level) {
    return new Grant(new Grantee.ToWorkspace(workspace), level);
  }

  static Principal session(Member person) {
    return TestPrincipals.signedIn(person);
  }

  static Principal key(Member person, ApiKeyScope... scopes) {
    return key(person, Set.of(), scopes);
  }

  static Principal key(Member person, Set<WorkspaceId> workspaces, ApiKeyScope... scopes) {
    var key =
        new ApiKey(
            new ApiKeyId(new UUID(3, 1)),
            "engine",
            Set.copyOf(Arrays.asList(scopes)),
            new KeyLimits(workspaces, Set.of()));
    return TestPrincipals.key(person, key);
  }
}
