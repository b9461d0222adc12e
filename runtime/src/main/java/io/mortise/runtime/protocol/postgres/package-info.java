/**
 * Connects to PostgreSQL: makes and protects connections, and explains their failures.
 *
 * <p>Front door: {@link io.mortise.runtime.protocol.postgres.PostgresProbe}. A password must never
 * be sent before the address is permitted and the TLS mode is satisfied.
 */
@NullMarked
package io.mortise.runtime.protocol.postgres;

import org.jspecify.annotations.NullMarked;
