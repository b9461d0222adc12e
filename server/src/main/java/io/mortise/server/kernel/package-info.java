/**
 * Who calls, what time it is, ids and settings: the words that every other package uses.
 *
 * <p>Front door: {@link io.mortise.server.access.Principal}. Nothing here knows a table or a
 * feature.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.mortise.server.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
