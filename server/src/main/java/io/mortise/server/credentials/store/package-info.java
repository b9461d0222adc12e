/**
 * A credential as it is stored: its row, its sealed versions, and the gate in front of both.
 *
 * <p>Front door: {@link io.mortise.server.credentials.store.CredentialGate}. Nothing here decides
 * where a secret goes; that is sealed with it.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "access", "audit"})
@NullMarked
package io.mortise.server.credentials.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
