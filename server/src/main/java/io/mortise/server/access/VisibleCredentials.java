package io.mortise.server.access;

import io.mortise.server.kernel.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rows of {@code credential c} that a principal may see: the same rules as {@link
 * AccessPolicy}, as SQL; generated cases hold both equal. The predicates can be combined with
 * others by {@code and}.
 *
 * @param ownerScopes members, workspaces and the organization of which the principal sees
 *     everything
 * @param beyond predicate for what it also sees of other owner scopes, by grants
 * @param seesBeyond whether the second can find anything that the first does not
 * @param parameters of both predicates
 */
public record VisibleCredentials(
    List<UUID> ownerScopes, String beyond, boolean seesBeyond, Map<String, Object> parameters) {

  public VisibleCredentials {
    ownerScopes = List.copyOf(ownerScopes);
    parameters = Map.copyOf(parameters);
  }

  /**
   * What the rules need to know of the organization.
   *
   * @param workspaces all workspaces for auditors, those of the member for everybody else
   * @param owners everybody who may own a credential; asked only for owners and admins
   */
  public record Organization(Collection<WorkspaceId> workspaces, Supplier<List<UUID>> owners) {}

  /**
   * @param narrowed whether only one workspace is asked about, so that personal credentials of
   *     others are left out
   */
  public static VisibleCredentials of(
      Principal principal, Organization organization, boolean narrowed) {
    Set<WorkspaceId> limit = principal.key().map(ApiKey::workspaces).orElse(Set.of());
    var grantees =
        Stream.concat(
            Stream.of(principal.id().value()),
            principal.member().workspaces().keySet().stream().map(WorkspaceId::value));
    return new VisibleCredentials(
        ownerScopes(principal, organization, limit, narrowed),
        beyond(principal, limit),
        // Owners and admins see every owner scope already, except by a key that is limited.
        !principal.member().role().administers() || !limit.isEmpty(),
        Map.of(
            "grantees", grantees.toArray(UUID[]::new),
            "ofMember", values(organization.workspaces()),
            "ofKey", values(limit)));
  }

  private static List<UUID> ownerScopes(
      Principal principal, Organization organization, Set<WorkspaceId> limit, boolean narrowed) {
    Member member = principal.member();
    var scopes = new ArrayList<UUID>();
    if (member.role().administers() && principal.inPerson() && !narrowed) {
      // For off-boarding: also the personal ones of others.
      scopes.addAll(organization.owners().get());
    } else if (limit.isEmpty()) {
      scopes.add(new CredentialScope.Personal().ownerScope(member.organization(), member.id()));
    }
    organization.workspaces().stream()
        .filter(id -> limit.isEmpty() || limit.contains(id))
        .map(WorkspaceId::value)
        .forEach(scopes::add);
    if (member.editsAnywhere() || member.role() == OrganizationRole.AUDITOR) {
      scopes.add(member.organization().value());
    }
    return scopes;
  }

  /**
   * What is granted to the member. Of that a key reaches nothing personal of others, and a key
   * limited to workspaces only what is in or shared with one of them, or is the organization's.
   */
  private static String beyond(Principal principal, Set<WorkspaceId> limit) {
    String granted = grantTo(":grantees");
    if (principal.inPerson()) {
      return granted;
    }
    if (limit.isEmpty()) {
      return granted + " and c.scope <> 'personal'";
    }
    return "(c.scope = 'organization' and "
        + granted
        + " or c.scope = 'workspace' and (c.owner_scope = any(:ofKey) or "
        + grantTo(":ofKey")
        + ") and (c.owner_scope = any(:ofMember) or "
        + granted
        + "))";
  }

  private static String grantTo(String subjects) {
    return """
        exists (select 1 from credential_grant g where g.organization = c.organization
                  and g.credential = c.id and g.subject = any(%s))
        """
        .formatted(subjects);
  }

  private static UUID[] values(Collection<WorkspaceId> workspaces) {
    return workspaces.stream().map(WorkspaceId::value).toArray(UUID[]::new);
  }
}
