package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;
import java.util.Set;

/** A bearer token in the header {@code Authorization} (RFC 6750, section 2.1). */
public record BearerScheme(Template token) implements AuthScheme {
  @Override
  public Set<String> fields() {
    return token.fields();
  }

  @Override
  public Optional<AppliedAuth> additions(Fields fields) {
    return Optional.of(
        token
            .reveal(fields)
            .map(text -> AppliedAuth.header("Authorization", "Bearer " + text))
            .orElseGet(AppliedAuth::nothing));
  }
}
