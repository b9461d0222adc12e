/**
 * Changes of credentials: adding, editing, rotating, sharing, revoking, restoring and deleting
 * them, and testing the saved ones.
 *
 * <p>Front doors: the classes named after what they do, such as {@link
 * io.mortise.server.credentials.manage.CredentialAdder}; each changes a credential only through
 * {@link io.mortise.server.credentials.manage.CredentialChanges}, which writes the row, the
 * generation and the audit events in one transaction. No call to a service is made within that
 * transaction, and no secret is saved untested unless the caller asked for it and the audit log
 * says so.
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
      "credentials.refresh"
    })
@NullMarked
package io.mortise.server.credentials.manage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
