/**
 * The heart: credentials, their life, and their resolving.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}. No secret leaves without
 * a durable record, and none goes anywhere its sealed document does not name.
 *
 * <p>Within: {@code stored}, what is kept; {@code change}, what alters it; {@code use}, what
 * engines call; {@code people}, what people call. Each uses only what stands before it, and the
 * resolver only {@code stored}.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "vault", "access", "audit", "accounts", "connectors"})
@NullMarked
package io.mortise.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
