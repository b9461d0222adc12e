/**
 * What engines call: resolving, sending a call, reporting how it went.
 *
 * <p>Front door: {@link io.mortise.server.credentials.CredentialResolver}, behind the two
 * controllers. A secret is opened here only within the resolver.
 */
@NullMarked
package io.mortise.server.credentials.use;

import org.jspecify.annotations.NullMarked;
