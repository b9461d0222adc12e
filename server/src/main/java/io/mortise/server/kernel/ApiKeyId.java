package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names an API key of Mortise; outside {@code key_…}. */
public record ApiKeyId(UUID value) {
  public static final String PREFIX = "key";

  public static ApiKeyId next() {
    return new ApiKeyId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<ApiKeyId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(ApiKeyId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
