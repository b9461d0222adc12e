/**
 * Hashes, checkpoints and the verifiers of the audit log, which also work without a server.
 *
 * <p>Front door: {@link io.mortise.server.audit.chain.ChainVerifier}. Nothing here writes.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "access", "audit"})
@NullMarked
package io.mortise.server.audit.chain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
