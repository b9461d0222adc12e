/**
 * Connects accounts, gets access tokens and keeps them fresh. At most one request to a token
 * endpoint runs for a credential at any time, over all servers: it holds a lease in the database,
 * makes the call outside of any transaction, and writes the token only while its lease is the
 * newest. Nobody gets a token before it is stored.
 *
 * <p>Front doors: {@link io.mortise.server.credentials.refresh.TokenRefresher} for uses and {@link
 * io.mortise.server.credentials.refresh.Handoffs} for people who connect an account. A client
 * secret goes to the sealed token endpoint only, never to one that a row or a newer connector file
 * names.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "vault",
      "access",
      "audit",
      "connectors",
      "credentials.store",
      "credentials.apps"
    })
@NullMarked
package io.mortise.server.credentials.refresh;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
