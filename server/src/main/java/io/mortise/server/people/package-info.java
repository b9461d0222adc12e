/**
 * Organizations, workspaces, people and service accounts, and the place that each member has in
 * them.
 *
 * <p>Front doors: {@link io.mortise.server.people.MemberRepository}, which reads a member with
 * their roles and generation, and {@link io.mortise.server.people.ServiceAccounts}, which changes
 * service accounts. Nobody signs in here: this package stores a person's password hash and never
 * checks a password.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit"})
@NullMarked
package io.mortise.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
