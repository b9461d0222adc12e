/**
 * A small service on loopback to try the first credentials with: an API key, and accounts by OAuth.
 *
 * <p>Front door: {@link io.mortise.server.practice.PracticeService}. It reaches nothing of the
 * product, and keeps only hashes of the tokens that it issues.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings"})
@NullMarked
package io.mortise.server.practice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
