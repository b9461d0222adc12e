/**
 * What PostgreSQL needs: how a connection is made and protected, and what its failures mean.
 *
 * <p>Front door: {@link io.mortise.runtime.protocol.postgres.PostgresProbe}. A password must never
 * be sent before the address is permitted and the TLS mode is satisfied.
 */
@NullMarked
package io.mortise.runtime.protocol.postgres;

import org.jspecify.annotations.NullMarked;
