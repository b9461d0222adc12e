package io.mortise.server.access;

import io.mortise.server.kernel.WorkspaceId;
import java.util.Locale;
import java.util.Optional;

/** Where a credential may be used. */
public sealed interface CredentialScope {
  record Personal() implements CredentialScope {}

  record Workspace(WorkspaceId id) implements CredentialScope {}

  record Organization() implements CredentialScope {}

  default String wire() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  default Optional<WorkspaceId> workspace() {
    return this instanceof Workspace(WorkspaceId id) ? Optional.of(id) : Optional.empty();
  }
}
