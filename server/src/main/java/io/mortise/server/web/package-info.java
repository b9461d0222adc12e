/**
 * The HTTP edge: the security chain, problem documents, idempotent repetitions, and the files of
 * the UI.
 *
 * <p>Front door: {@link io.mortise.server.web.SecurityConfiguration}. No rule of the product is
 * decided here, no answer of a feature is made here, and no path of a feature is named here:
 * features declare theirs by {@link io.mortise.server.access.EndpointRule}, and read principals
 * from requests by {@link io.mortise.server.access.PrincipalReader}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings", "access"})
@NullMarked
package io.mortise.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
