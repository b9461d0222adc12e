package io.mortise.server.audit;

import io.mortise.server.access.ExpectedGeneration;
import java.util.Set;

/** The outcome of recording an event under expected generations. */
public sealed interface RecordOutcome {
  /** It is durable, at this place in the chain. */
  record Recorded(long seq) implements RecordOutcome {}

  /** Nothing was recorded: these facts have changed since they were read. */
  record Stale(Set<ExpectedGeneration> expected) implements RecordOutcome {}
}
