/**
 * The heart: resolves a credential for one use. The path is one straight line: {@link
 * io.mortise.server.credentials.UseFinder} finds the facts, {@link
 * io.mortise.server.credentials.UseDecision} decides on them, {@link
 * io.mortise.server.credentials.UseRecorder} records the decision, and only then is the sealed
 * document opened.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}. {@link
 * io.mortise.server.credentials.CredentialOpener} opens the document, and asks {@code refresh} for
 * the access token where there is one. The nested packages are {@code store} (rows and sealed
 * versions), {@code apps} (OAuth apps), {@code refresh} (access tokens), {@code manage} (every
 * change), {@code connect} (accounts at services), {@code browse} (what people read) and {@code
 * runtime} (what engines call). No secret leaves without a durable audit event, and none goes
 * anywhere that its sealed document does not name. Of the nested packages the resolver uses only
 * {@code store} and {@code refresh}.
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
