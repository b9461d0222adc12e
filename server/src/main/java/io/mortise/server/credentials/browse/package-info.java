/**
 * Credentials over HTTP for people and their scripts: the list, one credential with what may be
 * done with it, its changes and its tests.
 *
 * <p>Front doors: {@link io.mortise.server.credentials.browse.CredentialController}, {@link
 * io.mortise.server.credentials.browse.CredentialDetailController} and {@link
 * io.mortise.server.credentials.browse.CredentialTestController}; changes are handed on to {@code
 * manage}. No answer holds a secret, and none is opened to make an answer.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "access",
      "audit",
      "people",
      "apikeys",
      "connectors",
      "credentials",
      "credentials.store",
      "credentials.apps",
      "credentials.refresh",
      "credentials.manage",
      "credentials.connect"
    })
@NullMarked
package io.mortise.server.credentials.browse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
