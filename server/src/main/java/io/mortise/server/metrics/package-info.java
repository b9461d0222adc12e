/**
 * Numbers about what the server does, for Prometheus, on a port of their own.
 *
 * <p>Front door: Micrometer's {@code MeterRegistry}, which everything counts in. No label names a
 * credential, a person or an organization, and nothing is counted by what a caller sends.
 */
@ApplicationModule(allowedDependencies = {"kernel", "settings"})
@NullMarked
package io.mortise.server.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
