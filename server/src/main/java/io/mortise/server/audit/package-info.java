/**
 * The append-only, hash-chained record of everything that happened, and the guard that makes stale
 * decisions impossible.
 *
 * <p>Front door: {@link io.mortise.server.audit.AuditLog}. No row is ever changed, and no secret is
 * handed out before its row is durable.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "access"})
@NullMarked
package io.mortise.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
