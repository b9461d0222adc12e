package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names a workspace; outside {@code ws_…}. */
public record WorkspaceId(UUID value) {
  public static final String PREFIX = "ws";

  public static WorkspaceId next() {
    return new WorkspaceId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<WorkspaceId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(WorkspaceId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
