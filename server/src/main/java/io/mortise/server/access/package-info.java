/**
 * Says who is asking ({@link io.mortise.server.access.Principal}) and decides what they may do with
 * a credential.
 *
 * <p>Front doors: {@link io.mortise.server.access.AccessPolicy}, and {@link
 * io.mortise.server.access.VisibleCredentials}, which states the same rules as SQL. The policy
 * never reads a clock or the database, and it answers with a reason that is a value, never with a
 * sentence.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.mortise.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
