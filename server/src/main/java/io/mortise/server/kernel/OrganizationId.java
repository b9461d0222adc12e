package io.mortise.server.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names an organization; outside {@code org_…}. */
public record OrganizationId(UUID value) {
  public static final String PREFIX = "org";

  public static OrganizationId next() {
    return new OrganizationId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<OrganizationId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(OrganizationId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
