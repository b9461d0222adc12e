package io.mortise.server.people;

import io.mortise.server.audit.Party;
import io.mortise.server.kernel.Named;
import io.mortise.server.kernel.ServiceAccountId;
import io.mortise.server.kernel.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that has a place in the organization, owns API keys and does not sign in.
 *
 * @param workspace the workspace it belongs to; empty for the organization
 * @param role its role there
 */
record ServiceAccount(
    ServiceAccountId id,
    String name,
    Optional<Workspace> workspace,
    ServiceAccountRole role,
    String notes,
    Instant createdAt,
    long version) {

  record Workspace(WorkspaceId id, String name) {}

  /** A service account as people see it. */
  @Schema(name = "ServiceAccount")
  record View(
      String id,
      String name,
      @Nullable Named workspace,
      @Schema(implementation = ServiceAccountRole.class) String role,
      String notes,
      Instant createdAt,
      long version) {}

  Party party() {
    return Party.of(id, name);
  }

  View view() {
    return new View(
        id.toString(),
        name,
        workspace.map(in -> new Named(in.id().toString(), in.name())).orElse(null),
        role.wire(),
        notes,
        createdAt,
        version);
  }
}
