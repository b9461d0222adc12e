package io.mortise.runtime.oauth;

import java.net.URI;

/** What is sent to a token endpoint (RFC 6749, section 3.2). */
public record TokenCall(URI endpoint, OAuthClient client, TokenGrant grant) {}
