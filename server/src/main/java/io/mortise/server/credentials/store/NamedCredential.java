package io.mortise.server.credentials.store;

import io.mortise.runtime.credential.CredentialId;
import java.util.Optional;

/** What a reference means to a principal. */
public sealed interface NamedCredential {
  record One(CredentialId id) implements NamedCredential {}

  /** No credential has this name where it was looked for. */
  record None() implements NamedCredential {}

  /** The name can be in any of so many workspaces, and the request names none. */
  record Ambiguous(int workspaces) implements NamedCredential {}

  /**
   * The id, if there is one.
   *
   * @throws AmbiguousName if the request must name a workspace
   */
  default Optional<CredentialId> found() {
    return switch (this) {
      case One(var id) -> Optional.of(id);
      case None _ -> Optional.empty();
      case Ambiguous(int workspaces) -> throw new AmbiguousName(workspaces);
    };
  }
}
