package io.mortise.runtime.oauth;

import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A client as an authorization server knows it (RFC 6749, section 2).
 *
 * @param secret null where the authentication takes none
 * @param key null unless the authentication is {@link ClientAuthentication#PRIVATE_KEY_JWT}
 */
public record OAuthClient(
    String id, @Nullable Secret secret, @Nullable Key key, ClientAuthentication authentication) {

  /**
   * A private key that signs.
   *
   * @param pem as {@link io.mortise.runtime.auth.SigningKey#read} takes it
   * @param id names the key to the server; null where it has one key of this client only
   */
  public record Key(Secret pem, @Nullable String id) {}
}
