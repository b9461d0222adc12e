package io.mortise.server.access;

import io.mortise.server.kernel.WorkspaceId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  default Optional<WorkspaceId> workspace() {
    return this instanceof Workspace(WorkspaceId id) ? Optional.of(id) : Optional.empty();
  }
}
