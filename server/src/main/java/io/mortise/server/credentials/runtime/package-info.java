/**
 * What engines call over HTTP: resolving, sending a call through the proxy, running an operation,
 * and reporting the outcome.
 *
 * <p>Front doors: {@link io.mortise.server.credentials.runtime.RuntimeController}, {@link
 * io.mortise.server.credentials.runtime.ProxyController} and {@link
 * io.mortise.server.credentials.runtime.OperationController}, all in front of {@link
 * io.mortise.server.credentials.CredentialResolver}. Only the resolver opens a secret, and only the
 * answer of a resolve holds one.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "access",
      "audit",
      "connectors",
      "credentials",
      "credentials.store",
      "credentials.refresh"
    })
@NullMarked
package io.mortise.server.credentials.runtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
