package io.mortise.runtime.credential;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says it resolves for. Recorded as claimed; it can only narrow what the caller may
 * do.
 */
public record Attempt(
    @Nullable String workspace,
    @Nullable String flow,
    @Nullable String run,
    @Nullable String step) {
  private static final Attempt UNNAMED = new Attempt(null, null, null, null);

  public static Attempt unnamed() {
    return UNNAMED;
  }
}
