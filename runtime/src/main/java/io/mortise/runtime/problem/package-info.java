/**
 * The base of all refusals in Mortise, and the typed ids that are shown outside.
 *
 * <p>Front door: {@link io.mortise.runtime.problem.Problem}. A message here never holds a secret, a
 * token, a service's answer or SQL.
 */
@NullMarked
package io.mortise.runtime.problem;

import org.jspecify.annotations.NullMarked;
