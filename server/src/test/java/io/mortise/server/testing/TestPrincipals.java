package io.mortise.server.testing;

import io.mortise.server.access.ApiKey;
import io.mortise.server.access.ApiKeyScope;
import io.mortise.server.access.KeyLimits;
import io.mortise.server.access.Member;
import io.mortise.server.access.Membership;
import io.mortise.server.access.OrganizationRole;
import io.mortise.server.access.Principal;
import io.mortise.server.access.WorkspaceRole;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.SessionId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Builds principals: valid ones unless a test says otherwise, by default Mia, a member of the
 * organization without a workspace.
 */
public final class TestPrincipals {
  public static final OrganizationId ACME = new OrganizationId(new UUID(0, 1));
  public static final UserId MIA = new UserId(new UUID(2, 1));

  private OrganizationId organization = ACME;
  private PrincipalId id = MIA;
  private OrganizationRole role = OrganizationRole.MEMBER;
  private boolean active = true;
  private final Map<WorkspaceId, Membership> workspaces = new HashMap<>();
  private Set<WorkspaceId> keyWorkspaces = Set.of();
  private Set<UUID> keyFlows = Set.of();

  private TestPrincipals() {}

  public static TestPrincipals mia() {
    return new TestPrincipals();
  }

  public TestPrincipals id(PrincipalId other) {
    this.id = other;
    return this;
  }

  public TestPrincipals of(OrganizationId other) {
    this.organization = other;
    return this;
  }

  public TestPrincipals as(OrganizationRole other) {
    this.role = other;
    return this;
  }

  public TestPrincipals in(WorkspaceId workspace, WorkspaceRole place) {
    this.workspaces.put(workspace, Membership.of(place));
    return this;
  }

  public TestPrincipals suspended() {
    this.active = false;
    return this;
  }

  /** Limits the key to these workspaces. */
  public TestPrincipals onlyIn(WorkspaceId... limit) {
    this.keyWorkspaces = Set.of(limit);
    return this;
  }

  /** Limits the key to these flows. */
  public TestPrincipals onlyFor(UUID... flows) {
    this.keyFlows = Set.of(flows);
    return this;
  }

  public Member member() {
    return new Member(organization, id, "Mia", role, active, workspaces);
  }

  public Principal.SignedIn signedIn() {
    return signedIn(member());
  }

  public Principal.ByKey key(ApiKeyScope... scopes) {
    return key(
        member(),
        new ApiKey(
            new ApiKeyId(new UUID(3, 1)),
            "engine",
            Set.copyOf(Arrays.asList(scopes)),
            new KeyLimits(keyWorkspaces, keyFlows)));
  }

  public static Principal.SignedIn signedIn(Member member) {
    return new Principal.SignedIn(
        member, new SessionId(new UUID(4, 1)), Instant.EPOCH, "192.0.2.1", 0);
  }

  public static Principal.ByKey key(Member member, ApiKey key) {
    return Principal.of(member, key, new Principal.Shown("192.0.2.1", Optional.empty(), 0, 0));
  }
}
