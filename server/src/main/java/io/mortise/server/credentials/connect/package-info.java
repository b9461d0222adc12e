/**
 * What browsers call to connect an account at a service: beginning a hand-off, asking how far it
 * is, and the page to which the service sends the person back; and ending the connection there.
 *
 * <p>Front door: {@link io.mortise.server.credentials.connect.ServiceRevocation}. Nothing of a
 * service's answer gets onto a page unescaped, and no code, state or token into an address, a log
 * or a message.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "settings",
      "access",
      "audit",
      "credentials.store",
      "credentials.apps",
      "credentials.refresh",
      "credentials.manage"
    })
@NullMarked
package io.mortise.server.credentials.connect;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
