/**
 * Adding, editing, rotating, sharing and ending credentials, each in one transaction with its
 * record.
 *
 * <p>Front doors: the classes named after what they do. No secret is saved that was not tested,
 * unless on purpose and on the record.
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
      "credentials.store"
    })
@NullMarked
package io.mortise.server.credentials.manage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
