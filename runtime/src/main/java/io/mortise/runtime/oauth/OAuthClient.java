package io.mortise.runtime.oauth;

import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A client as an authorization server knows it (RFC 6749, section 2).
 *
 * @param secret null only for {@link ClientAuthentication#NONE}
 */
public record OAuthClient(
    String id, @Nullable Secret secret, ClientAuthentication authentication) {}
