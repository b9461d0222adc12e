/**
 * The heart: credentials, their life, and their resolving.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}. No secret leaves without
 * a durable record, and none goes anywhere its sealed document does not name.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "vault", "access", "audit", "accounts", "connectors"})
@NullMarked
package io.mortise.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
