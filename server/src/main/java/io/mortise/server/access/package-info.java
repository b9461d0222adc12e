/**
 * Decides who may do what with a credential.
 *
 * <p>Front door: {@link io.mortise.server.access.AccessPolicy}. It is pure: no clock, no database,
 * no exception.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.mortise.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
