/**
 * Organizations, workspaces and their members.
 *
 * <p>Front door: {@link io.mortise.server.people.People}. Nobody signs in here.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit", "vault"})
@NullMarked
package io.mortise.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
