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

  /** Those of the person and, where the caller is a key, of the key as well. */
  public static List<Permission> of(Caller caller) {
    return Arrays.stream(values()).filter(permission -> permission.heldBy(caller)).toList();
  }

  private boolean heldBy(Caller caller) {
    return switch (this) {
      case CREATE_PERSONAL -> mayCreate(caller, new CredentialScope.Personal());
      case CREATE_IN_WORKSPACE -> writes(caller) && managesCredentialsOfAWorkspace(caller);
      case CREATE_IN_ORGANIZATION -> mayCreate(caller, new CredentialScope.Organization());
      case READ_AUDIT -> AccessPolicy.mayReadAudit(caller);
      // A key never makes a key.
      case MAKE_RESOLVING_KEY ->
          caller.key().isEmpty() && AccessPolicy.mayMakeResolvingKey(caller.person());
    };
  }

  private static boolean mayCreate(Caller caller, CredentialScope scope) {
    return writes(caller) && AccessPolicy.mayPlace(caller, scope);
  }

  private static boolean writes(Caller caller) {
    return caller.key().map(key -> key.has(ApiKeyScope.CREDENTIALS_WRITE)).orElse(true);
  }

  private static boolean managesCredentialsOfAWorkspace(Caller caller) {
    Person person = caller.person();
    if (!person.active()) {
      return false;
    }
    return caller
        .key()
        .filter(ApiKey::limitedToWorkspaces)
        .map(
            key ->
                key.workspaces().stream()
                    .flatMap(workspace -> person.in(workspace).stream())
                    .anyMatch(Membership::managesCredentials))
        .orElseGet(person::managesCredentialsAnywhere);
  }
}
