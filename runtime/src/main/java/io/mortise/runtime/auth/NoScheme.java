package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/** Adds nothing, for a service that asks for no authentication. */
public record NoScheme() implements AuthScheme {
  @Override
  public Set<String> fields() {
    return Set.of();
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    return Optional.of(AppliedAuth.nothing());
  }
}
