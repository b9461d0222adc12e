package io.mortise.runtime.credential;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says it uses a credential for. Recorded as claimed; it can only narrow what the
 * caller may do.
 */
public record EventContext(
    @Nullable String workspace,
    @Nullable String flow,
    @Nullable String run,
    @Nullable String step) {
  private static final EventContext UNNAMED = new EventContext(null, null, null, null);

  public static EventContext unnamed() {
    return UNNAMED;
  }
}
