package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names a person; outside {@code usr_…}. */
public record UserId(UUID value) implements PrincipalId {
  public static final String PREFIX = "usr";

  public static UserId next() {
    return new UserId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<UserId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(UserId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
