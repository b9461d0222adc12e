/**
 * The model of a connector: what a service needs, how its secret is applied, where the secret may
 * go and how it is tested.
 *
 * <p>Front door: {@link io.mortise.runtime.connector.Connector}. Nothing here holds a secret, reads
 * a file or opens a connection.
 */
@NullMarked
package io.mortise.runtime.connector;

import org.jspecify.annotations.NullMarked;
