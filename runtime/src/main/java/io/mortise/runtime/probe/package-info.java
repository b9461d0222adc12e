/**
 * Tests whether a credential works, by the harmless call that its connector names.
 *
 * <p>Front door: {@link io.mortise.runtime.probe.ProbeEngine}. A finding must never contain a
 * secret or a sentence of the service, and a failure of Mortise's own network must never be blamed
 * on a credential.
 */
@NullMarked
package io.mortise.runtime.probe;

import org.jspecify.annotations.NullMarked;
