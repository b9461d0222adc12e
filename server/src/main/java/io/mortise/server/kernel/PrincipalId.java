package io.mortise.server.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a person or a service account. */
public sealed interface PrincipalId permits UserId, ServiceAccountId {
  UUID value();

  /** The kind as the database and the wire name it. */
  default String kind() {
    return switch (this) {
      case UserId _ -> "person";
      case ServiceAccountId _ -> "service_account";
    };
  }

  /** The id of a row whose column {@code kind} is {@link #kind}. */
  static PrincipalId of(UUID value, String kind) {
    return kind.equals("person") ? new UserId(value) : new ServiceAccountId(value);
  }

  /** Parses {@code usr_…} or {@code svc_…}. */
  static Optional<PrincipalId> parse(String text) {
    return UserId.parse(text)
        .<PrincipalId>map(id -> id)
        .or(() -> ServiceAccountId.parse(text).map(id -> id));
  }
}
