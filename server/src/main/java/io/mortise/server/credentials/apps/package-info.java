/**
 * OAuth apps: the clients under which Mortise is known to services. An app belongs to the
 * organization or to a workspace, and its secret is sealed together with its client id and with
 * every field that shapes an address.
 *
 * <p>Front doors: {@link io.mortise.server.credentials.apps.OAuthApps} for people who manage apps
 * or choose one, and {@link io.mortise.server.credentials.apps.AppClients} for what asks token
 * endpoints. A secret of an app never goes anywhere but to the token endpoint of a credential that
 * was connected with that app as it is now.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "vault",
      "access",
      "audit",
      "people",
      "connectors",
      "credentials.store"
    })
@NullMarked
package io.mortise.server.credentials.apps;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
