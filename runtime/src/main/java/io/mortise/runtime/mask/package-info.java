/**
 * Finds the secrets of a call in everything that a service sends back, however they are encoded,
 * and replaces them by a mask.
 *
 * <p>Front door: {@link io.mortise.runtime.mask.Masker}. Nothing here takes more than linear time
 * or unbounded memory, whatever the secret and the text are (ADR 5).
 */
@NullMarked
package io.mortise.runtime.mask;

import org.jspecify.annotations.NullMarked;
