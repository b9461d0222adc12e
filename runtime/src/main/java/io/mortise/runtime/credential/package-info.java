/**
 * A credential as a step sees it: its reference, its fields, and the one interface through which
 * every step gets it.
 *
 * <p>Front door: {@link io.mortise.runtime.credential.CredentialSource}. Secret content never
 * leaves a {@link io.mortise.runtime.credential.Secret} without a named reason.
 */
@NullMarked
package io.mortise.runtime.credential;

import org.jspecify.annotations.NullMarked;
