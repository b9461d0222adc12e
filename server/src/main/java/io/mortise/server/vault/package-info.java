/**
 * Seals and opens bytes under keys of an organization that the root key wraps.
 *
 * <p>Front door: {@link io.mortise.server.vault.Vault}. It never learns what the bytes mean, and
 * never opens without associated data.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings"})
@NullMarked
package io.mortise.server.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
