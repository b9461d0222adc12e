/**
 * What engines call: resolving, sending a call, reporting how it went.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}, behind the two
 * controllers. A secret is opened here only within the resolver.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "access",
      "audit",
      "connectors",
      "credentials",
      "credentials.store"
    })
@NullMarked
package io.mortise.server.credentials.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
