/**
 * API keys: creating, narrowing, rotating and revoking them, and recognizing their tokens.
 *
 * <p>Front door: {@link io.mortise.server.apikeys.ApiKeys}. A token is stored only as its hash.
 */
@ApplicationModule(allowedDependencies = {"kernel", "access", "audit", "people"})
@NullMarked
package io.mortise.server.apikeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
