/**
 * Puts a credential's fields on an outgoing request.
 *
 * <p>Front door: {@link io.mortise.runtime.auth.AuthScheme}. Its results hold secrets in the clear:
 * they must never be logged, and are sent to sealed hosts only.
 */
@NullMarked
package io.mortise.runtime.auth;

import org.jspecify.annotations.NullMarked;
