/**
 * The heart: credentials, their life, and their resolving.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}. No secret leaves without
 * a durable record, and none goes anywhere its sealed document does not name.
 *
 * <p>Within: {@code store}, rows and sealed versions; {@code manage}, every change; {@code browse},
 * what people read; {@code runtime}, what engines call. Each uses only what stands before it; the
 * resolver uses only {@code store}.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "vault",
      "access",
      "audit",
      "people",
      "apikeys",
      "connectors",
      "credentials.store"
    })
@NullMarked
package io.mortise.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
