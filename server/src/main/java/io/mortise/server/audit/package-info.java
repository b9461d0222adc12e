/**
 * The append-only, hash-chained audit log, and the guard that makes stale decisions impossible.
 *
 * <p>Front doors: {@link io.mortise.server.audit.AuditLog} for uses and refusals, and {@link
 * io.mortise.server.audit.AuditedChanges} for changes, which are written, raise generations and are
 * recorded in one transaction. No event is ever changed, nothing outside this package raises a
 * generation or appends to a change by hand, and no secret is handed out before its event is
 * durable.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "access"})
@NullMarked
package io.mortise.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
