/**
 * What people and their scripts see of credentials: lists, pages and what may be done there.
 *
 * <p>Front doors: the two controllers. No secret is ever opened for an answer of theirs.
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
      "credentials.manage"
    })
@NullMarked
package io.mortise.server.credentials.browse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
