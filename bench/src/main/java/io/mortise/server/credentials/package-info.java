/** The bench's way into the resolver. */
@NullMarked
package io.mortise.server.credentials;

import org.jspecify.annotations.NullMarked;
