/**
 * Lists, exports, checkpoints and retention of the audit log.
 *
 * <p>Front door: {@link io.mortise.server.audit.reading.AuditReader}. No event is changed here.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "access", "audit", "audit.chain"})
@NullMarked
package io.mortise.server.audit.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
