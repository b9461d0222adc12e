package io.mortise.server.audit;

import java.util.ArrayList;
import java.util.List;

/** A change under way, which says what it did; see {@link AuditedChanges}. */
public final class AuditedChange {
  private final List<AuditEvent> events = new ArrayList<>();

  AuditedChange() {}

  /** Appends the event when the change is committed. */
  public void record(AuditEvent event) {
    events.add(event);
  }

  List<AuditEvent> events() {
    return List.copyOf(events);
  }
}
