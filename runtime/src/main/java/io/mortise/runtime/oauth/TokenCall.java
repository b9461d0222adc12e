package io.mortise.runtime.oauth;

import io.mortise.runtime.connector.oauth.TokenDialect;
import java.net.URI;

/**
 * What is sent to a token endpoint (RFC 6749, section 3.2).
 *
 * @param dialect how that endpoint differs from the standard
 */
public record TokenCall(URI endpoint, OAuthClient client, TokenGrant grant, TokenDialect dialect) {}
