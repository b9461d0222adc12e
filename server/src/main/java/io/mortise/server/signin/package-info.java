/**
 * Initial setup, sign-in with a password, sessions, what people change of their own account, and
 * the health that a browser asks for before anybody has signed in.
 *
 * <p>Front doors: {@link io.mortise.server.signin.Accounts} for setting up, signing in and signing
 * out, and {@link io.mortise.server.signin.SignedInReader} for recognizing a signed-in browser. No
 * password and no bearer value is stored other than as its hash, and neither a service account nor
 * an API key ever gets a session.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "settings", "vault", "access", "audit", "people"})
@NullMarked
package io.mortise.server.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
