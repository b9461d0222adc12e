package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names a service account; outside {@code svc_…}. */
public record ServiceAccountId(UUID value) implements PrincipalId {
  public static final String PREFIX = "svc";

  public static ServiceAccountId next() {
    return new ServiceAccountId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<ServiceAccountId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(ServiceAccountId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
