package io.mortise.server.access;

import java.util.Arrays;
import java.util.List;

/** What a caller may do beside what each credential says of itself. */
public enum Permission {
  CREATE_PERSONAL("credentials:create_personal"),
  CREATE_IN_WORKSPACE("credentials:create_workspace"),
  CREATE_IN_ORGANIZATION("credentials:create_organization"),
  READ_AUDIT("audit:read"),
  MAKE_RESOLVING_KEY("api_keys:resolve");

  private final String wire;

  Permission(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /** Those of the member and, where the caller is a key, of the key as well. */
  public static List<Permission> of(Principal principal) {
    return Arrays.stream(values()).filter(permission -> permission.heldBy(principal)).toList();
  }

  private boolean heldBy(Principal principal) {
    return switch (this) {
      case CREATE_PERSONAL -> mayCreate(principal, new CredentialScope.Personal());
      case CREATE_IN_WORKSPACE -> writes(principal) && managesCredentialsOfAWorkspace(principal);
      case CREATE_IN_ORGANIZATION -> mayCreate(principal, new CredentialScope.Organization());
      case READ_AUDIT -> AccessPolicy.mayReadAudit(principal);
      // A key never makes a key.
      case MAKE_RESOLVING_KEY ->
          principal.inPerson() && AccessPolicy.mayMakeResolvingKey(principal.member());
    };
  }

  private static boolean mayCreate(Principal principal, CredentialScope scope) {
    return writes(principal) && AccessPolicy.mayPlace(principal, scope);
  }

  private static boolean writes(Principal principal) {
    return principal.holds(ApiKeyScope.CREDENTIALS_WRITE);
  }

  private static boolean managesCredentialsOfAWorkspace(Principal principal) {
    Member member = principal.member();
    if (!member.active()) {
      return false;
    }
    return principal
        .key()
        .filter(ApiKey::limitedToWorkspaces)
        .map(
            key ->
                key.workspaces().stream()
                    .flatMap(workspace -> member.in(workspace).stream())
                    .anyMatch(Membership::managesCredentials))
        .orElseGet(member::managesCredentialsAnywhere);
  }
}
