/**
 * Calls to services with a credential applied: only to permitted hosts and addresses, over TLS,
 * bounded in time and size, with every secret masked in the answer (see {@link
 * io.mortise.runtime.mask}).
 *
 * <p>Front door: {@link io.mortise.runtime.call.ConnectorCall}. A secret never follows a redirect
 * to another host, and no message holds a service's words.
 */
@NullMarked
package io.mortise.runtime.call;

import org.jspecify.annotations.NullMarked;
