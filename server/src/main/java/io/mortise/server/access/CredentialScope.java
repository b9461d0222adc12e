package io.mortise.server.access;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.PrincipalId;
import io.mortise.server.kernel.WorkspaceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Where a credential may be used. */
public sealed interface CredentialScope {
  record Personal() implements CredentialScope {}

  record Workspace(WorkspaceId id) implements CredentialScope {}

  record Organization() implements CredentialScope {}

  /** A scope without its workspace, as the wire names it. */
  enum Kind {
    PERSONAL,
    WORKSPACE,
    ORGANIZATION;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> ofWire(String wire) {
      return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
  }

  default Kind kind() {
    return switch (this) {
      case Personal personal -> Kind.PERSONAL;
      case Workspace workspace -> Kind.WORKSPACE;
      case Organization organization -> Kind.ORGANIZATION;
    };
  }

  default String wire() {
    return kind().wire();
  }

  /**
   * What a credential of this scope belongs to: its owner, its workspace or the organization. Names
   * are unique within it.
   */
  default UUID ownerScope(OrganizationId organization, PrincipalId owner) {
    return switch (this) {
      case Personal _ -> owner.value();
      case Workspace(var workspace) -> workspace.value();
      case Organization _ -> organization.value();
    };
  }

  default Optional<WorkspaceId> workspace() {
    return this instanceof Workspace(WorkspaceId id) ? Optional.of(id) : Optional.empty();
  }
}
