package io.mortise.server.kernel;

import java.util.List;

/** Knows of one kind of trouble that does not stop everything. */
public interface HealthCheck {
  /** What is wrong at this moment; empty if nothing is. */
  List<HealthProblem> problems();

  /** Whether it can be asked while the database cannot be reached. */
  default boolean worksWithoutDatabase() {
    return false;
  }

  /**
   * As {@code GET /health} shows it.
   *
   * @param code one of {@code disk_full}, {@code clock_ahead}, {@code audit_not_recording}
   * @param detail what is wrong and what the operator can do, without anything that is secret
   */
  record HealthProblem(String code, String detail) {}
}
