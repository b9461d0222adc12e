package io.mortise.runtime.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.mortise.runtime.auth.SigningKey;
import io.mortise.runtime.auth.UnusableAuth;
import io.mortise.runtime.credential.Reveal;
import java.net.URI;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;

/** By what a client shows an authorization server who it is (RFC 6749, section 2.3). */
final class ClientProof {
  private ClientProof() {}

  /** Empty for a client that has nothing to show. */
  static Optional<ClientAuthentication> of(OAuthClient client, URI endpoint) {
    var id = new ClientID(client.id());
    return switch (client.authentication()) {
      case BASIC -> Optional.of(new ClientSecretBasic(id, secret(client)));
      case POST -> Optional.of(new ClientSecretPost(id, secret(client)));
      case PRIVATE_KEY_JWT -> Optional.of(signed(client, id, endpoint));
      case NONE -> Optional.empty();
    };
  }

  /** Signed for the endpoint's address, which every server takes as the audience. */
  private static PrivateKeyJWT signed(OAuthClient client, ClientID id, URI endpoint) {
    var key = client.key();
    if (key == null) {
      throw new IllegalArgumentException("This client authentication needs a private key");
    }
    var opened = SigningKey.read(key.pem());
    try {
      return new PrivateKeyJWT(id, endpoint, algorithm(opened), opened, key.id(), null);
    } catch (JOSEException e) {
      throw new UnusableAuth("The private key cannot sign.");
    }
  }

  private static JWSAlgorithm algorithm(PrivateKey key) {
    if (!(key instanceof ECPrivateKey curve)) {
      return JWSAlgorithm.RS256;
    }
    return switch (curve.getParams().getCurve().getField().getFieldSize()) {
      case 384 -> JWSAlgorithm.ES384;
      case 521 -> JWSAlgorithm.ES512;
      default -> JWSAlgorithm.ES256;
    };
  }

  private static Secret secret(OAuthClient client) {
    var secret = client.secret();
    if (secret == null) {
      throw new IllegalArgumentException("This client authentication needs a client secret");
    }
    return new Secret(secret.reveal(Reveal.FOR_OUTBOUND_CALL));
  }
}
