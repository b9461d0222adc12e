/**
 * The HTTP edge: security chain, problem documents, the UI's files.
 *
 * <p>Front door: {@link io.mortise.server.web.SecurityConfiguration}. No rule of the product is
 * decided here.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "settings", "vault", "access", "apikeys", "signin"})
@NullMarked
package io.mortise.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
