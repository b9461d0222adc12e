/**
 * The HTTP edge: the security chain, which finds out who is asking, problem documents, idempotent
 * repetitions, health, and the files of the UI.
 *
 * <p>Front door: {@link io.mortise.server.web.SecurityConfiguration}. No rule of the product is
 * decided here, and no answer of a feature is made here.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "settings", "access", "apikeys", "signin"})
@NullMarked
package io.mortise.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
