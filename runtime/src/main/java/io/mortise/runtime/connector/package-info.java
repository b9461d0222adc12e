/**
 * The catalogue: what each service needs, how its secret is applied, where that may go and how to
 * test it, all read from one YAML file a service.
 *
 * <p>Front door: {@link io.mortise.runtime.connector.Catalogue}. Nothing in here holds a secret,
 * and no file is taken that names a field, method or host template it does not declare.
 */
@NullMarked
package io.mortise.runtime.connector;

import org.jspecify.annotations.NullMarked;
