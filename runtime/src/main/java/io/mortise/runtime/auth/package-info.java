/**
 * How a credential's fields become part of an outgoing request.
 *
 * <p>Front door: {@link io.mortise.runtime.auth.AuthScheme}. What comes out of here holds secrets
 * in the clear: it is never logged, and goes only to sealed hosts.
 */
@NullMarked
package io.mortise.runtime.auth;

import org.jspecify.annotations.NullMarked;
