package io.mortise.runtime.oauth;

import java.net.URI;
import java.util.Optional;

/**
 * What an authorization server says of itself (RFC 8414, section 2; OpenID Connect Discovery 1.0,
 * section 3).
 *
 * @param issuer exactly as the server writes it
 * @param namesIssuer whether every answer to an authorization request names the issuer (RFC 9207)
 */
public record ServerMetadata(
    String issuer,
    URI tokenEndpoint,
    Optional<URI> authorizationEndpoint,
    Optional<URI> revocationEndpoint,
    boolean namesIssuer) {}
