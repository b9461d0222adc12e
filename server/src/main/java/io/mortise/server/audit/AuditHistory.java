package io.mortise.server.audit;

import io.mortise.server.kernel.OrganizationId;
import io.mortise.server.kernel.Page;
import io.mortise.server.kernel.Paging;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of an organization as other modules read them. */
public interface AuditHistory {

  /** Which events to find; null members do not limit. */
  record Filter(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable UUID actor,
      @Nullable AuditAction action,
      @Nullable UUID target,
      @Nullable AuditAction except) {

    public static Filter ofTarget(UUID target) {
      return new Filter(null, null, null, null, target, null);
    }

    /** The same without events of one action. */
    public Filter without(AuditAction other) {
      return new Filter(from, to, actor, action, target, other);
    }
  }

  /** Newest first. */
  Page<RecordedEvent> page(OrganizationId organization, Filter filter, Paging paging);

  /** The last event in which a credential was used by that actor, or refused to it. */
  Optional<RecordedEvent> lastUseBy(OrganizationId organization, UUID actor);
}
