package io.mortise.runtime.credential;

import io.mortise.runtime.problem.TypedId;
import java.util.Optional;
import java.util.UUID;

/** Identifies a credential; written as {@code cred_…} (see {@link TypedId}). */
public record CredentialId(UUID value) {
  public static final String PREFIX = "cred";

  public static Optional<CredentialId> parse(String text) {
    return TypedId.parse(PREFIX, text).map(CredentialId::new);
  }

  @Override
  public String toString() {
    return TypedId.format(PREFIX, value);
  }
}
