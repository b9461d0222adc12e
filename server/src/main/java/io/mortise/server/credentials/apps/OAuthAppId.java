package io.mortise.server.credentials.apps;

import com.github.f4b6a3.uuid.UuidCreator;
import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Names an OAuth app; outside {@code app_…}. */
public record OAuthAppId(UUID value) {
  public static final String PREFIX = "app";

  static OAuthAppId next() {
    return new OAuthAppId(UuidCreator.getTimeOrderedEpoch());
  }

  public static Optional<OAuthAppId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(OAuthAppId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
