/**
 * Initial setup, passwords and sessions.
 *
 * <p>Front door: {@link io.mortise.server.signin.Accounts}. No password and no bearer value is
 * stored other than as its hash.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "settings", "vault", "access", "audit", "people"})
@NullMarked
package io.mortise.server.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
