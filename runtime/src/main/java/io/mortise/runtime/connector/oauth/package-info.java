/**
 * What a connector says of OAuth: how a method gets its tokens, and how its client identifies
 * itself.
 *
 * <p>Front door: {@link io.mortise.runtime.connector.oauth.OAuthGrant}. Nothing here sends or reads
 * a message; that is {@code oauth}'s.
 */
@NullMarked
package io.mortise.runtime.connector.oauth;

import org.jspecify.annotations.NullMarked;
