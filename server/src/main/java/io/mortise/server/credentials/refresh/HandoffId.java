package io.mortise.server.credentials.refresh;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names a hand-off; outside {@code oah_…}. */
public record HandoffId(UUID value) {
  public static final String PREFIX = "oah";

  static HandoffId next() {
    return new HandoffId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<HandoffId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(HandoffId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
