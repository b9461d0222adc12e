/**
 * Organizations, members, sign-in, sessions and API keys.
 *
 * <p>Front door: {@link io.mortise.server.accounts.Accounts}. No bearer value is ever stored other
 * than as its hash.
 */
@ApplicationModule(allowedDependencies = {"kernel", "vault", "audit", "access"})
@NullMarked
package io.mortise.server.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
