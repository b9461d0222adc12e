package io.mortise.server.audit;

import io.mortise.runtime.credential.CredentialId;
import io.mortise.runtime.problem.TypedId;
import io.mortise.server.access.Principal;
import io.mortise.server.kernel.ApiKeyId;
import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.UserId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who acted, or what was acted upon, under the name it had then. */
public record Party(Kind kind, @Nullable UUID id, @Nullable String name) {

  /** Kinds of party, with the prefix of their typed ids. */
  public enum Kind {
    USER("user", UserId.PREFIX),
    SERVICE_ACCOUNT("service_account", ServiceAccountId.PREFIX),
    API_KEY("api_key", "key"),
    CREDENTIAL("credential", CredentialId.PREFIX),
    OAUTH_APP("oauth_app", "app"),
    WORKSPACE("workspace", WorkspaceId.PREFIX),
    ORGANIZATION("organization", OrganizationId.PREFIX),
    SYSTEM("system", "sys"),
    ADDRESS("address", "addr"),
    AUDIT("audit", "audit");

    private final String wire;
    private final String prefix;

    Kind(String wire, String prefix) {
      this.wire = wire;
      this.prefix = prefix;
    }

    public String wire() {
      return wire;
    }

    public String idText(@Nullable UUID id) {
      return id == null ? "" : TypedId.format(prefix, id);
    }

    public static Kind ofWire(String wire) {
      for (Kind kind : values()) {
        if (kind.wire.equals(wire)) {
          return kind;
        }
      }
      throw new IllegalStateException("The audit log holds an unknown kind " + wire);
    }
  }

  public static Party of(PrincipalId id, String name) {
    return switch (id) {
      case UserId user -> new Party(Kind.USER, user.value(), name);
      case ServiceAccountId account -> new Party(Kind.SERVICE_ACCOUNT, account.value(), name);
    };
  }

  public static Party of(CredentialId credential, String name) {
    return new Party(Kind.CREDENTIAL, credential.value(), name);
  }

  public static Party of(WorkspaceId workspace, String name) {
    return new Party(Kind.WORKSPACE, workspace.value(), name);
  }

  public static Party of(OrganizationId organization, String name) {
    return new Party(Kind.ORGANIZATION, organization.value(), name);
  }

  public static Party of(ApiKeyId key, String name) {
    return new Party(Kind.API_KEY, key.value(), name);
  }

  /** The API key, where one was used; else the person. */
  public static Party of(Principal principal) {
    return switch (principal) {
      case Principal.SignedIn person -> of(person.id(), person.member().name());
      case Principal.ByKey byKey -> of(byKey.apiKey().id(), byKey.apiKey().name());
    };
  }

  public static Party system(String name) {
    return new Party(Kind.SYSTEM, null, name);
  }

  /** The audit log itself, for exports and verifications. */
  public static Party auditLog() {
    return new Party(Kind.AUDIT, null, null);
  }

  /** A credential that was asked for and does not exist, under the name it was asked for. */
  public static Party absentCredential(String asked) {
    return new Party(Kind.CREDENTIAL, null, asked);
  }

  static Party address(String address) {
    return new Party(Kind.ADDRESS, null, address);
  }
}
