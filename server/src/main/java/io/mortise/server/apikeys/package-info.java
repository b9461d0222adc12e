/**
 * API keys of people and of service accounts: creating, narrowing, rotating and revoking them, and
 * recognizing their tokens.
 *
 * <p>Front door: {@link io.mortise.server.apikeys.ApiKeys}, which turns a token into a principal;
 * its HTTP endpoints change keys through the audit log. A token is stored only as its hash, a key
 * never creates a key, and no change lets a key do more than before.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit", "people"})
@NullMarked
package io.mortise.server.apikeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
