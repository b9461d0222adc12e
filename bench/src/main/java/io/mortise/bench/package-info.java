/**
 * Measures a running server from outside, and the resolver from inside.
 *
 * <p>Front door: {@link io.mortise.bench.Bench}. Nothing here asserts: it prints what it saw.
 */
@NullMarked
package io.mortise.bench;

import org.jspecify.annotations.NullMarked;
