/**
 * A small service on loopback to try the first credential with.
 *
 * <p>Front door: {@link io.mortise.server.practice.PracticeService}. It reaches nothing of the
 * product.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings"})
@NullMarked
package io.mortise.server.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
