package io.mortise.runtime.oauth;

import io.mortise.runtime.credential.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client shows to a token endpoint to get a token. */
public sealed interface TokenGrant {
  /**
   * The client acts for itself (RFC 6749, section 4.4).
   *
   * @param audience the API that the token is for, where the service asks for it
   */
  record ClientCredentials(List<String> scopes, @Nullable String audience) implements TokenGrant {
    public ClientCredentials {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * A person has agreed (RFC 6749, section 4.1.3).
   *
   * @param redirectUri the one that the authorization request named
   * @param verifier of the code challenge (RFC 7636, section 4.5); null if none was sent
   */
  record Code(Secret code, URI redirectUri, @Nullable Secret verifier) implements TokenGrant {}

  /** A refresh token that was issued with an earlier access token (RFC 6749, section 6). */
  record Refresh(Secret refreshToken) implements TokenGrant {}
}
