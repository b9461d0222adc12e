/**
 * The heart: resolves a credential for one use. The path is one straight line: {@link
 * io.mortise.server.credentials.UseFinder} finds the facts, {@link
 * io.mortise.server.credentials.UseDecision} decides on them, {@link
 * io.mortise.server.credentials.UseRecorder} records the decision, and only then is the sealed
 * document opened.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}; the nested packages are
 * {@code store} (rows and sealed versions), {@code manage} (every change), {@code browse} (what
 * people read) and {@code runtime} (what engines call). No secret leaves without a durable audit
 * event, and none goes anywhere that its sealed document does not name. Of the nested packages the
 * resolver uses only {@code store}; beside it, {@code access} for the rules, {@code apikeys} to
 * read a principal again, and {@code audit}.
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
      "credentials.store",
      "credentials.refresh"
    })
@NullMarked
package io.mortise.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
