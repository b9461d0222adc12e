package io.mortise.runtime.auth;

import io.mortise.runtime.credential.Fields;
import java.util.Optional;

/** How a method's fields are put on a request. */
public sealed interface AuthScheme {
  record None() implements AuthScheme {}

  /** What to add to a request; empty where each request is signed or it is not HTTP. */
  default Optional<AppliedAuth> apply(Fields fields) {
    throw new UnsupportedOperationException("coming");
  }
}
