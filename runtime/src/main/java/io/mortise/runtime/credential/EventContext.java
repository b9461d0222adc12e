package io.mortise.runtime.credential;

import org.jspecify.annotations.Nullable;

/**
 * The context of a use. Workspace, flow, run and step are recorded as the caller names them, and
 * can only narrow what the caller may do.
 *
 * @param operation the operation of the connector that is run; null for any other use
 */
public record EventContext(
    @Nullable String workspace,
    @Nullable String flow,
    @Nullable String run,
    @Nullable String step,
    @Nullable String operation) {
  private static final EventContext UNNAMED = new EventContext(null, null, null, null);

  public EventContext(
      @Nullable String workspace,
      @Nullable String flow,
      @Nullable String run,
      @Nullable String step) {
    this(workspace, flow, run, step, null);
  }

  public static EventContext unnamed() {
    return UNNAMED;
  }

  public static EventContext ofOperation(String operation) {
    return new EventContext(null, null, null, null, operation);
  }
}
