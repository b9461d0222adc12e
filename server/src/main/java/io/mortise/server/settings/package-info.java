/**
 * Reads the settings from environment variables and {@code mortise.conf}, and says what is wrong
 * with one.
 *
 * <p>Front door: {@link io.mortise.server.settings.Settings}. No setting is read anywhere else.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package io.mortise.server.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
