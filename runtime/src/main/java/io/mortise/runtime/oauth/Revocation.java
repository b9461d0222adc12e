package io.mortise.runtime.oauth;

import io.mortise.runtime.credential.Secret;
import java.net.URI;

/**
 * What is sent to a revocation endpoint (RFC 7009, section 2.1).
 *
 * @param token a refresh token, whose authorization ends with it, or an access token
 */
public record Revocation(URI endpoint, OAuthClient client, Secret token) {}
