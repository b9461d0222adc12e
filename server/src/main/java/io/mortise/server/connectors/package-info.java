/**
 * The catalogue as people see it.
 *
 * <p>Front door: {@link io.mortise.server.connectors.Connectors}. No credential is known here.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings", "audit", "access"})
@NullMarked
package io.mortise.server.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
