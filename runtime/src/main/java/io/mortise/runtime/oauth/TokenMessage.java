package io.mortise.runtime.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.mortise.runtime.auth.OutboundRequest;
import io.mortise.runtime.auth.SigningKey;
import io.mortise.runtime.auth.UnusableAuth;
import io.mortise.runtime.connector.oauth.ClientAuthentication;
import io.mortise.runtime.connector.oauth.TokenDialect;
import io.mortise.runtime.credential.Reveal;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes the request of a {@link TokenCall}. */
final class TokenMessage {
  private TokenMessage() {}

  static OutboundRequest of(TokenCall call) {
    var request = request(call).toHTTPRequest();
    var parameters = new LinkedHashMap<>(URLUtils.parseParameters(request.getBody()));
    if (call.client().authentication() == ClientAuthentication.PRIVATE_KEY_JWT) {
      // RFC 7521, section 4.2, leaves it to the client; some servers look the key up by it.
      parameters.put("client_id", List.of(call.client().id()));
    }
    var headers = new LinkedHashMap<String, List<String>>(request.getHeaderMap());
    headers.put("Accept", List.of("application/json"));
    if (call.dialect().body() == TokenDialect.Body.JSON) {
      headers.put("Content-Type", List.of("application/json"));
      return new OutboundRequest("POST", call.endpoint(), headers, json(parameters));
    }
    byte[] form = URLUtils.serializeParameters(parameters).getBytes(UTF_8);
    return new OutboundRequest("POST", call.endpoint(), headers, form);
  }

  private static byte[] json(Map<String, List<String>> parameters) {
    var object = JsonMapper.shared().createObjectNode();
    parameters.forEach((name, values) -> object.put(name, values.getFirst()));
    return JsonMapper.shared().writeValueAsBytes(object);
  }

  private static TokenRequest request(TokenCall call) {
    var client = new ClientID(call.client().id());
    var grant = grant(call.grant(), call.dialect().pkce());
    var request =
        switch (call.client().authentication()) {
          case BASIC ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretBasic(client, secret(call.client())), grant);
          case POST ->
              new TokenRequest.Builder(
                  call.endpoint(), new ClientSecretPost(client, secret(call.client())), grant);
          case PRIVATE_KEY_JWT ->
              new TokenRequest.Builder(call.endpoint(), signed(call, client), grant);
          case NONE -> new TokenRequest.Builder(call.endpoint(), client, grant);
        };
    if (call.grant() instanceof TokenGrant.ClientCredentials(var scopes, var audience)) {
      if (!scopes.isEmpty()) {
        request.scope(new Scope(scopes.toArray(String[]::new)));
      }
      if (audience != null) {
        request.customParameter("audience", audience);
      }
    }
    if (call.grant() instanceof TokenGrant.Code) {
      call.dialect().codeParameters().forEach(request::customParameter);
    }
    return request.build();
  }

  /** Signed by the endpoint's address, which every server takes as the audience. */
  private static PrivateKeyJWT signed(TokenCall call, ClientID client) {
    var key = call.client().key();
    if (key == null) {
      throw new IllegalArgumentException("This client authentication needs a private key");
    }
    var opened = SigningKey.read(key.pem());
    try {
      return new PrivateKeyJWT(client, call.endpoint(), algorithm(opened), opened, key.id(), null);
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

  private static AuthorizationGrant grant(TokenGrant grant, boolean pkce) {
    return switch (grant) {
      case TokenGrant.ClientCredentials credentials -> new ClientCredentialsGrant();
      case TokenGrant.Code(var code, var redirectUri, var verifier) ->
          new AuthorizationCodeGrant(
              new AuthorizationCode(code.reveal(Reveal.FOR_OUTBOUND_CALL)),
              redirectUri,
              verifier == null || !pkce
                  ? null
                  : new CodeVerifier(verifier.reveal(Reveal.FOR_OUTBOUND_CALL)));
      case TokenGrant.Refresh(var token) ->
          new RefreshTokenGrant(new RefreshToken(token.reveal(Reveal.FOR_OUTBOUND_CALL)));
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
