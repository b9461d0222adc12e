package io.mortise.server.audit;

import io.mortise.server.audit.AuditChain.Head;
import io.mortise.server.kernel.OrganizationId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The unbroken run of events that this server itself has chained last, per organization. Its hashes
 * were computed here and not read, so signing its end needs no walk through the database.
 */
public final class OwnAppends {
  private final Map<OrganizationId, Run> runs = new ConcurrentHashMap<>();

  /** Everything after {@code from} up to {@code to} was chained here. */
  public record Run(Head from, Head to) {}

  /** After a commit; what others appended in between begins a new run. */
  public void note(Head before, Head after) {
    runs.merge(
        before.organization(),
        new Run(before, after),
        (run, next) -> run.to().sameAs(before) ? new Run(run.from(), after) : next);
  }

  public Optional<Run> find(OrganizationId organization) {
    return Optional.ofNullable(runs.get(organization));
  }

  /** The run's end, as it was found, is signed: what follows goes on from there. */
  public void signed(Run found) {
    runs.computeIfPresent(
        found.to().organization(),
        (organization, run) -> run.from() == found.from() ? rest(found, run) : run);
  }

  /** Something else than the run's end was signed. */
  public void forget(OrganizationId organization) {
    runs.remove(organization);
  }

  private static @Nullable Run rest(Run found, Run now) {
    return now.to().seq() > found.to().seq() ? new Run(found.to(), now.to()) : null;
  }
}
