package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names a session; outside {@code ses_…}. */
public record SessionId(UUID value) {
  public static final String PREFIX = "ses";

  public static SessionId next() {
    return new SessionId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<SessionId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(SessionId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
